package io.tributary.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A configuration with a component of every type that a setting may have. */
public record Orchard(
        @Setting("Its name.") String name,
        @Setting(value = "Rows of trees.", byDefault = "4", min = 1, max = 99) int treeRows,
        @Setting(value = "Seeds sown.", byDefault = "5_000_000_000") long seeds,
        @Setting(value = "Share of sun.", byDefault = "0.5", min = 0, max = 1) double sunShare,
        @Setting(value = "Whether it has a fence.", byDefault = "false") boolean fenced,
        @Setting(value = "What grows.", byDefault = "stone-fruit") Fruit fruit,
        @Setting(value = "How long it is watered.", byDefault = "90s") Duration watering,
        @Setting(value = "When it is mown, or off.", byDefault = "off") Optional<Duration> mowing,
        @Setting("Who owns it.") Optional<String> owner,
        @Setting("Bees.") OptionalInt bees,
        @Setting("Ants.") OptionalLong ants,
        @Setting("Acidity.") OptionalDouble acidity,
        @Setting("Its paths.") List<String> paths,
        @Setting("Plots of neighbours.") List<List<String>> plots,
        @Setting("Free labels.") Map<String, String> labels,
        @Setting("Its shed.") Shed shed,
        @Setting("Its trees.") List<Tree> trees,
        @Setting(value = "How wide trees stand | in metres.", byDefault = "[3, 4.5]") Spacing spacing) {

    /** A choice of two words. */
    public enum Fruit {
        STONE_FRUIT,
        BERRY
    }

    /** A nested record without required keys. */
    public record Shed(
            @Setting(value = "Its doors.", byDefault = "1") int doors,
            @Setting("The key under the mat.") Optional<String> doorPassword) {}

    /** A nested record with a rule in its constructor. */
    public record Tree(
            @Setting("Its name.") String name, @Setting(value = "Its height.", byDefault = "1.5") double height) {
        public Tree {
            if (name.equals("weed")) {
                throw new IllegalArgumentException("found a weed, expected a tree");
            }
        }
    }

    /** A value that reads itself. */
    public record Spacing(double across, double along) {
        public static Spacing fromSetting(Object value) {
            if (value instanceof List<?> two
                    && two.size() == 2
                    && two.get(0) instanceof Number across
                    && two.get(1) instanceof Number along) {
                return new Spacing(across.doubleValue(), along.doubleValue());
            }
            throw new IllegalArgumentException("found " + value + ", expected [across, along]");
        }
    }

    static Settings<Orchard> settings() {
        return Settings.of(Orchard.class);
    }

    static Orchard read(String yaml, String... overrides) {
        return effective(yaml, overrides).settings();
    }

    static Effective<Orchard> effective(String yaml, String... overrides) {
        return settings().read("orchard.yaml", yaml, List.of(overrides));
    }
}
