package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.config.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationChecksTest {
    private static final String GOOD =
            """
            application: some.App_1-b
            source: {entity: city}
            features:
              - {name: x, kind: numeric}
              - {name: c, kind: categorical, buckets: 4}
            families:
              - {name: r, kind: regression, label: y}
              - {name: b, kind: binary, label: y}
              - {name: m, kind: multiclass, label: y, classes: 3}
            """;

    private static List<String> problems(String... overrides) {
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> ConfigurationFile.parse("app.yaml", GOOD, List.of(overrides)));
        assertThat(refused).as("nothing refused in %s", List.of(overrides)).isNotNull();
        return refused.problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.trunk=[]",
                "model.trunk=8",
                "model.experts=64",
                "tasks={idle: 30d, max: 50_000, admit-after: 3}",
                "tasks.idle=off",
                "balancing={method: fixed, weights: [0.1, 1, 10]}",
                "balancing.method=pcgrad",
                "balancing.method=uncertainty",
                "tasks.idle=3600001ms",
                "features.c={name: c, kind: categorical, values: [a, b]}",
                "features.x={name: x1..x3, kind: numeric, min: 1, max: 2, transform: log, standardise: [0, 1]}",
                "families.b={name: b, kind: binary, label: y, above: -3}",
                "families.b={name: b, kind: binary, label: y, in: yes, loss: logistic}",
                "families.m={name: m, kind: multiclass, label: y, cuts: [0, 1]}",
                "families.m={name: m, kind: multiclass, label: y, groups: [a, [b, c]]}",
                "families.r={name: r, kind: regression, label: y, clip: [-1, 1], loss: huber, delta: 0.1}",
                "families.r={name: r, kind: regression, label: y, loss: quantile, tau: 0.99}"
            })
    void acceptsWhatFits(String override) {
        assertThatCode(() -> ConfigurationFile.parse("app.yaml", GOOD, List.of(override)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"59s", "off"})
    void acceptsEntitiesThatAreIdleForLongerThanClocksMayRunAhead(String future) {
        assertThatCode(() ->
                        ConfigurationFile.parse("app.yaml", GOOD, List.of("tasks.idle=1m", "limits.future=" + future)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    application=a/b        | application: found 'a/b', expected up to 180 letters
                    application=..         | application: found '..', expected up to 180 letters
                    commit-interval=0s     | commit-interval: found no time at all, expected at least 1ms
                    features=[]            | features: found none, expected at least one
                    families=              | families: found none, expected at least one
                    source.entity=[]       | source.entity: found [], expected the names of one or more columns
                    model.trunk=[8, 0]     | model.trunk: found [8, 0], expected widths of at least 1
                    model={trunk: [], wide: false} | model.trunk: found no layer, expected at least one, or wide: true
                    model={trunk: [], experts: 2} | model.experts: found 2 of no layer, expected 1; give model.trunk the widths
                    tasks.idle=0s          | tasks.idle: found no time at all, expected at least 1ms, or off
                    tasks.idle=1h          | tasks.idle: found 3600000 ms, expected more than limits.future, which is 3600000 ms
                    tasks.idle=30m         | tasks.idle: found 1800000 ms, expected more than limits.future, which is 3600000 ms
                    drift={detect: false, clear-task: true} | drift.clear-task: found beside detect: false, expected detect: true
                    drift={detect: false, label-jump: restart} | drift.label-jump: found beside detect: false, expected
                    learning.rate-decay=0  | learning.rate-decay: found 0, expected a number above 0
                    features.x.name=c      | features.1.name: found 'c', which features.0 has already
                    features.x.name=""     | features..name: found an empty name, expected that of the feature
                    features.x.name=p5..p1 | features.p5..p1.name: found p5..p1, expected a range that ascends
                    features.x.buckets=4   | features.x.buckets: found in a feature that is not categorical
                    features.x.values=a    | features.x.values: found in a feature that is not categorical
                    features.c.min=4       | features.c.min: found in a feature that is not numeric
                    features.c.max=4       | features.c.max: found in a feature that is not numeric
                    features.c.transform=log | features.c.transform: found in a feature that is not numeric
                    features.c.standardise=[0, 1] | features.c.standardise: found in a feature that is not numeric
                    features.c.values=[a]  | features.c.kind: found categorical with both of values and buckets
                    features.c.buckets=    | features.c.kind: found categorical with neither of values and buckets
                    features.x={name: x, kind: numeric, min: 2, max: 1} | features.x.min: found 2.0 above max 1.0
                    features.x={name: x, kind: numeric, max: 0, transform: log} | features.x.max: found 0.0, expected
                    features.c={name: c, kind: categorical, values: [a, a]} | features.c.values: found [a, a], expected
                    """)
    void locatesWhatDoesNotFit(String override, String message) {
        assertThat(problems(override)).singleElement().asString().contains(": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    families.r.above=1     | families.r.above: found in a regression family, expected only in a binary one
                    families.m.in=1        | families.m.in: found in a multiclass family, expected only in a binary one
                    families.b.clip=[0, 1] | families.b.clip: found in a binary family, expected only in a regression one
                    families.r.cuts=[0]    | families.r.cuts: found in a regression family, expected only in a multiclass
                    families.b.classes=2   | families.b.classes: found in a binary family, expected only in a multiclass
                    families.b.groups=[1, 2] | families.b.groups: found in a binary family, expected only in a multiclass
                    families.b={name: b, kind: binary, label: y, above: 1, in: [1]} | families.b.in: found beside above
                    families.m.classes=    | families.m.kind: found multiclass with 0 of cuts, classes and groups
                    families.m.cuts=[0, 1] | families.m.kind: found multiclass with 2 of cuts, classes and groups
                    families.m.classes=1   | families.m.classes: found 1, expected at least 2
                    families.m={name: m, kind: multiclass, label: y, cuts: [1, 1]} | families.m.cuts: found [1.0, 1.0]
                    families.m={name: m, kind: multiclass, label: y, groups: [a, []]} | families.m.groups.1: found an empty
                    families.m={name: m, kind: multiclass, label: y, groups: [a, a]} | families.m.groups.1: found 'a' again
                    families.m={name: m, kind: multiclass, label: y, groups: [a]} | families.m.groups: found one list
                    families.r.clip=[1, 1] | families.r.clip: found [1.0, 1.0], expected [low, high] with low below high
                    families.r.clip=3      | families.r.clip: found [3.0], expected [low, high] with low below high
                    families.r.loss=softmax | families.r.loss: found softmax in a regression family, expected one of squared, huber, quantile, poisson
                    families.r.tau=1       | families.r.tau: found 1.0, expected a number above 0 and below 1
                    families.r.tau=0       | families.r.tau: found 0.0, expected a number above 0 and below 1
                    families.r.delta=0     | families.r.delta: found 0.0, expected a number above 0
                    families.r.name=a/b    | families.a/b.name: found 'a/b', expected a name without '/'
                    families.r.name=b      | families.1.name: found 'b', which families.0 has already
                    families.r.label=""    | families.r.label: found an empty name, expected a column
                    """)
    void locatesFamiliesThatDoNotFit(String override, String message) {
        assertThat(problems(override)).singleElement().asString().contains(": " + message);
    }

    @Test
    void reportsTheLineOfEachOfSeveralProblems() {
        String bad = GOOD.replace("kind: binary", "kind: binary, tau: 2, clip: [1, 0]")
                .replace("buckets: 4", "from: c");
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> ConfigurationFile.parse("app.yaml", bad, List.of()));
        assertThat(refused.problems())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("app.yaml:5: features.c.kind: "),
                        second -> assertThat(second).startsWith("app.yaml:8: families.b.tau: found '2', expected"));
    }

    @Test
    void reportsSectionsThatAreMissing() {
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> ConfigurationFile.parse("app.yaml", "application: a", List.of()));
        assertThat(refused.problems())
                .containsExactly(
                        "app.yaml:1: source.entity: found [], expected the names of one or more columns",
                        "app.yaml:1: features: found none, expected at least one",
                        "app.yaml:1: families: found none, expected at least one");
    }

    @Test
    void findsNamesThatTwoRangesShare() {
        assertThat(problems("features=[{name: p0..p5, kind: numeric}, {name: p4..p6, kind: numeric}]"))
                .singleElement()
                .asString()
                .endsWith("features.1.name: found 'p4', which features.0 has already, expected unique names");
    }

    @Test
    void refusesABalancerThatLooksAtATrunkThatIsNotThere() {
        assertThat(problems("model.trunk=[]", "balancing.method=gradnorm"))
                .singleElement()
                .asString()
                .contains("balancing.method", "found gradnorm", "model.trunk has no layer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balancing={method: fixed, weights: [1, 2]}",
                "balancing={method: fixed, weights: [0, 1, 1]}",
                "balancing={method: fixed, weights: [1, 1, 11]}",
                "balancing={weights: [1, 1, 1]}"
            })
    void refusesWeightsThatDoNotFit(String override) {
        assertThat(problems(override)).singleElement().asString().contains("balancing.weights: found [", "expected");
    }
}
