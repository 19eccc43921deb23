package io.tributary.snapshot;

import io.tributary.v1.SnapshotManifest;
import org.apache.avro.util.ClassSecurityValidator;

/** Avro makes objects only of classes it was told to trust, and the generated records are told here. */
public final class TrustedRecords {
    static {
        String trusted = SnapshotManifest.class.getPackageName();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .equals(trusted)));
    }

    private TrustedRecords() {}

    /** Makes sure that records may be read; to be called before the first is. */
    public static void trust() {
        // Done once, when this class was initialised.
    }
}
