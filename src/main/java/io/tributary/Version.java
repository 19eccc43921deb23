package io.tributary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which program this is, as its build has noted. */
final class Version implements IVersionProvider {
    private static final Properties BUILD = build();

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream noted =
                Objects.requireNonNull(Version.class.getResourceAsStream("build.properties"), "build.properties")) {
            build.load(noted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build;
    }

    @Override
    public String[] getVersion() {
        String built = revision().isEmpty() ? "" : " (" + revision() + ")";
        return new String[] {"tributary " + number() + built, "Java " + System.getProperty("java.version")};
    }

    /** Its number. */
    static String number() {
        return BUILD.getProperty("version", "");
    }

    /** The revision of the source it was built from; empty if that was no repository. */
    static String revision() {
        return BUILD.getProperty("revision", "");
    }
}
