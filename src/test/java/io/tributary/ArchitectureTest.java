package io.tributary;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rooms, the order in which they may see each other, and what each may touch outside. */
class ArchitectureTest {
    private static final String ROOT = "io.tributary";
    /* Protocol buffers, which ND4J brings along in Java alone: the export writes ONNX files with them. */
    private static final String PROTOCOL_BUFFERS = "org.nd4j.shade.protobuf..";
    /* Generated from the schemas. */
    private static final String GENERATED = ROOT + ".v1..";
    private static final List<String> ROOMS = List.of(
            "config",
            "task",
            "source",
            "feature",
            "model",
            "learning",
            "evaluation",
            "state",
            "snapshot",
            "metrics",
            "streams",
            "broker",
            "bench");
    private static final String[] LEARNING_ROOMS = rooms(ROOMS.subList(1, ROOMS.indexOf("streams")));
    private static final JavaClasses CLASSES =
            new ClassFileImporter().importPath(Path.of("target/classes")).that(not(resideInAPackage(GENERATED)));

    private static String room(String name) {
        return ROOT + "." + name + "..";
    }

    private static String[] rooms(List<String> names) {
        return names.stream().map(ArchitectureTest::room).toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> in(List<String> rooms) {
        return rooms.isEmpty() ? DescribedPredicate.alwaysFalse() : resideInAnyPackage(rooms(rooms));
    }

    @Test
    void everyPackageIsARoomOfTheList() {
        Set<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
                .collect(Collectors.toSet());
        assertThat(packages).isSubsetOf(ROOMS).contains("task", "model", "learning", "state", "streams");
    }

    @TestFactory
    Stream<DynamicTest> aRoomImportsOnlyFromRoomsBeforeIt() {
        return ROOMS.stream()
                .map(room -> DynamicTest.dynamicTest(room, () -> {
                    List<String> after = ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size());
                    noClasses()
                            .that()
                            .resideInAPackage(room(room))
                            .should()
                            .dependOnClassesThat(in(after).or(resideInAPackage(ROOT)))
                            .allowEmptyShould(true)
                            .check(CLASSES);
                }));
    }

    @Test
    void noRoomIsPartOfACycle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void taskAndFeatureUseTheJdkAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(room("task"), room("feature"))
                .should()
                .dependOnClassesThat(not(resideInAnyPackage("java..", "org.jspecify..", ROOT + "..")))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(room("task"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAPackage(room("task")))))
                .check(CLASSES);
    }

    @Test
    void theFeaturesKnowOfTheConfigurationOnlyItsAnnotations() {
        noClasses()
                .that()
                .resideInAPackage(room("feature"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(room("config")).and(not(describe("annotations", JavaClass::isAnnotation))))
                .check(CLASSES);
    }

    @Test
    void kafkaIsKnownAtTheEdgeAlone() {
        noClasses()
                .that()
                .resideInAnyPackage(rooms(ROOMS.subList(0, ROOMS.indexOf("streams"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "kafka..")
                .check(CLASSES);
    }

    @Test
    void nativeCallsAreMadeByTheModelAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(room("model"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.bytedeco..", "org.nd4j..").and(not(resideInAPackage(PROTOCOL_BUFFERS))))
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(room("snapshot.export"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(PROTOCOL_BUFFERS, "onnx.."))
                .check(CLASSES);
    }

    @Test
    void nothingThatIsLearnedDependsOnAClockOrOnChance() {
        noClasses()
                .that()
                .resideInAnyPackage(LEARNING_ROOMS)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();
        assertThat(unmarked).isEmpty();
    }

    @Test
    void noNameStandsForNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*\\.[^.]*(Util|Common|Helper|Manager)[^.]*")
                .orShould()
                .haveNameMatching(".*\\.(Abstract|Base)[A-Z][^.]*")
                .orShould()
                .haveNameMatching(".*Impl")
                .orShould()
                .resideInAnyPackage("..util..", "..common..", "..helper..")
                .check(CLASSES);
    }
}
