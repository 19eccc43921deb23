package io.tributary.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From the cell of a label column to the label of one family. */
sealed interface LabelRule {
    /** The label in its own units, not yet checked against the family's range; NaN if the cell cannot be read. */
    double label(String cell);

    /** What the cell should hold, for messages. */
    String expected();

    /** The rule of a family whose settings fit together. */
    static LabelRule of(FamilyConfig family) {
        return switch (family.kind()) {
            case BINARY -> binary(family);
            case MULTICLASS -> multiclass(family);
            case REGRESSION ->
                family.clip().isEmpty()
                        ? new Plain("a number")
                        : new Clip(family.clip().get(0), family.clip().get(1));
        };
    }

    private static LabelRule binary(FamilyConfig family) {
        if (family.above().isPresent()) {
            return new Above(family.above().getAsDouble());
        }
        return family.in().isEmpty() ? new Flag() : new In(new HashSet<>(family.in()));
    }

    private static LabelRule multiclass(FamilyConfig family) {
        if (!family.cuts().isEmpty()) {
            return new Cuts(family.cuts());
        }
        return family.groups().isEmpty()
                ? new Plain("a class from 0 to " + (family.family().outputs() - 1))
                : Groups.of(family.groups());
    }

    /** The number itself. */
    record Plain(String expected) implements LabelRule {
        @Override
        public double label(String cell) {
            return Decimal.finiteOrNaN(cell);
        }
    }

    /** The number, clipped to [low, high]. */
    record Clip(double low, double high) implements LabelRule {
        @Override
        public double label(String cell) {
            return Math.min(Math.max(Decimal.finiteOrNaN(cell), low), high);
        }

        @Override
        public String expected() {
            return "a number";
        }
    }

    /** 1 for a number above the threshold. */
    record Above(double threshold) implements LabelRule {
        @Override
        public double label(String cell) {
            double value = Decimal.finiteOrNaN(cell);
            if (Double.isNaN(value)) {
                return value;
            }
            return value > threshold ? 1 : 0;
        }

        @Override
        public String expected() {
            return "a number";
        }
    }

    /** 1 for one of these values, as they are written. */
    record In(Set<String> values) implements LabelRule {
        @Override
        public double label(String cell) {
            return values.contains(cell) ? 1 : 0;
        }

        @Override
        public String expected() {
            return "any text";
        }
    }

    /** 0, 1, false or true. */
    record Flag() implements LabelRule {
        @Override
        public double label(String cell) {
            if (cell.equalsIgnoreCase("true")) {
                return 1;
            }
            return cell.equalsIgnoreCase("false") ? 0 : Decimal.finiteOrNaN(cell);
        }

        @Override
        public String expected() {
            return "0, 1, false or true";
        }
    }

    /** The class is the number of cuts below the number. */
    record Cuts(List<Double> cuts) implements LabelRule {
        @Override
        public double label(String cell) {
            double value = Decimal.finiteOrNaN(cell);
            if (Double.isNaN(value)) {
                return value;
            }
            int below = 0;
            while (below < cuts.size() && cuts.get(below) < value) {
                below++;
            }
            return below;
        }

        @Override
        public String expected() {
            return "a number";
        }
    }

    /** The class is the group in which the value stands, as it is written. */
    record Groups(Map<String, Integer> classes, String expected) implements LabelRule {
        static Groups of(List<List<String>> groups) {
            Map<String, Integer> classes = new HashMap<>();
            for (int k = 0; k < groups.size(); k++) {
                for (String value : groups.get(k)) {
                    classes.put(value, k);
                }
            }
            return new Groups(classes, "a value that stands in one of the groups " + groups);
        }

        @Override
        public double label(String cell) {
            Integer found = classes.get(cell);
            return found == null ? Double.NaN : found;
        }
    }
}
