package io.tributary;

import java.nio.file.Path;

/** Where the program keeps what must survive a restart unless it is told otherwise: {@code ~/.tributary}. */
final class UserDirectory {
    private UserDirectory() {}

    static Path path(String name) {
        return Path.of(System.getProperty("user.home"), ".tributary", name);
    }
}
