package io.tributary;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The program's version, as its jar says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
        return new String[] {"tributary " + version, "Java " + System.getProperty("java.version")};
    }
}
