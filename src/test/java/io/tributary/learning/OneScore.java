package io.tributary.learning;

import io.tributary.task.Row;
import io.tributary.task.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Rows with one label, and what a learner has made of their entities. */
final class OneScore {
    private OneScore() {}

    static Row labelled(Learner learner, String entity, long time) {
        Row row = RowStream.row(learner, entity, 1, 2);
        row.time(time);
        row.label(0, 3);
        return row;
    }

    /** The number of an entity, negative if it has no deviations of its own. */
    static int find(Learner learner, String entity) {
        Text name = new Text();
        name.set(entity);
        return learner.entities().find(name);
    }

    /** The names in the order of last learning, the least recent first. */
    static List<String> order(Learner learner) {
        List<String> names = new ArrayList<>();
        Recency recency = learner.roster().recency();
        for (int entity = recency.first(); entity != Recency.NONE; entity = recency.after(entity)) {
            names.add(new String(learner.entities().name(entity), StandardCharsets.UTF_8));
        }
        return names;
    }
}
