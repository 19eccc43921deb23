package io.tributary.learning;

import io.tributary.task.EntityTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * All numbers that are kept beside a model, of its families and of its entities: moving averages, detectors, counts.
 *
 * <p>Whoever needs numbers asks for a table and need not care how they are written, restored and forgotten. Not thread-safe.
 */
public final class Tables {
    private final int families;
    private final List<FamilyTable> ofFamilies = new ArrayList<>();
    private final List<EntityTable> ofEntities = new ArrayList<>();
    private final BitSet changed = new BitSet();

    /** No tables yet, for so many families. */
    public Tables(int families) {
        this.families = families;
    }

    /** A new table with a line of so many numbers for each family. */
    public FamilyTable ofFamilies(String name, int width, double initial) {
        FamilyTable table = new FamilyTable(name, families, width, initial);
        ofFamilies.add(table);
        return table;
    }

    /** A new table with a line of so many numbers for each entity; whoever changes a line marks its entity. */
    public EntityTable ofEntities(String name, int width, double initial) {
        EntityTable table = new EntityTable(name, width, initial);
        ofEntities.add(table);
        return table;
    }

    /** The tables with a line for each family. */
    public List<FamilyTable> ofFamilies() {
        return Collections.unmodifiableList(ofFamilies);
    }

    /** The tables with a line for each entity. */
    public List<EntityTable> ofEntities() {
        return Collections.unmodifiableList(ofEntities);
    }

    /** An entity's line has changed in some table. */
    public void mark(int entity) {
        changed.set(entity);
    }

    /** The entities whose lines have changed since they were last written; whoever writes them clears this. */
    public BitSet changed() {
        return changed;
    }

    /** Forgets an entity. */
    public void clear(int entity) {
        changed.clear(entity);
        ofEntities.forEach(table -> table.clear(entity));
    }
}
