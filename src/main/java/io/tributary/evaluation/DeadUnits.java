package io.tributary.evaluation;

import io.tributary.learning.Learner;
import io.tributary.model.Network;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.util.BitSet;

/**
 * The units of a trunk's last layer that are dead: their sum before activation is not above zero on any of the rows seen.
 *
 * <p>Looks at the network from outside; nothing changes. Not thread-safe.
 */
public final class DeadUnits {
    private final Learner learner;
    private final int units;
    private final BitSet alive = new BitSet();

    public DeadUnits(Learner learner) {
        this.learner = learner;
        units = learner.network().shape().lastUnits();
    }

    /** Looks at the units on one row; a row that cannot be predicted shows nothing. */
    public void see(Row row) {
        try {
            learner.predictOnly(row);
        } catch (InvalidRowException e) {
            return;
        }
        Network network = learner.network();
        int place = learner.pending().rows();
        for (int unit = alive.nextClearBit(0); unit < units; unit = alive.nextClearBit(unit + 1)) {
            if (network.batch().hidden(place, unit) > 0) {
                alive.set(unit);
            }
        }
    }

    /** The share of dead units, from 0 to 1; NaN without a trunk. */
    public double share() {
        return units == 0 ? Double.NaN : 1 - (double) alive.cardinality() / units;
    }
}
