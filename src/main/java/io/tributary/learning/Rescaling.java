package io.tributary.learning;

import io.tributary.feature.RunningStatistics;
import io.tributary.learning.DriftConfig.LabelJump;
import io.tributary.model.Network;
import io.tributary.task.EntityIndex;

/**
 * Starts the label statistics of a family again whose labels have jumped, between two steps.
 *
 * <p>With {@link LabelJump#PRESERVE} its heads are rescaled so that every prediction stays what it was: o' = (σ o + μ − μ') / σ'
 * (van Hasselt et al. 2016, Pop-Art). Since all deviations of the family are multiplied, every entity that learned it changes.
 * With {@link LabelJump#RESTART} heads stay, and predictions move with the labels. Not thread-safe.
 */
final class Rescaling {
    private final LabelJump mode;
    private final Network network;
    private final RunningStatistics labels;
    private final EntityIndex entities;
    private final Changes changes;

    Rescaling(LabelJump mode, Learner learner, RunningStatistics labels) {
        this.mode = mode;
        this.labels = labels;
        network = learner.network();
        entities = learner.entities();
        changes = learner.changes();
    }

    /** Does what is due; only while no row is pending, since their activations must stay. */
    void perform(LabelJumps jumps) {
        for (int f = 0; f < network.families().size(); f++) {
            if (jumps.isDue(f)) {
                if (mode == LabelJump.OFF) {
                    jumps.settle(f);
                } else {
                    restart(f, jumps);
                }
            }
        }
    }

    private void restart(int family, LabelJumps jumps) {
        double mean = labels.mean(family);
        double deviation = labels.deviation(family);
        jumps.restart(family, labels);
        changes.markLabel(family);
        if (mode == LabelJump.PRESERVE) {
            double factor = deviation / labels.deviation(family);
            double shift = (mean - labels.mean(family)) / labels.deviation(family);
            changes.ofEntities().aboutToChangeAll();
            network.rescale(family, factor, shift);
            changes.markFamily(family);
            for (int entity : entities.numbers()) {
                if (network.deviations().learned(entity, family) > 0) {
                    changes.markEntity(entity);
                }
            }
        }
    }
}
