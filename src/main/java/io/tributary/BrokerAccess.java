package io.tributary;

import io.tributary.broker.EmbeddedBroker;
import io.tributary.streams.ClientSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The brokers that a verb talks to: those of the configuration, or else the local one.
 *
 * <p>The local broker is the one that listens on {@value #PORT} of this machine, started by {@code tributary broker} or
 * by another verb; if none does, it is embedded in this process on the same data.
 */
final class BrokerAccess implements AutoCloseable {
    static final int PORT = 9092;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerAccess.class);
    private static final int CONNECT_TIMEOUT_MS = 500;

    private final ClientSettings clients;
    private final @Nullable EmbeddedBroker embedded;

    private BrokerAccess(ClientSettings clients, @Nullable EmbeddedBroker embedded) {
        this.clients = clients;
        this.embedded = embedded;
    }

    static BrokerAccess open(ClientSettings configured) {
        if (configured.hasBootstrapServers()) {
            return new BrokerAccess(configured, null);
        }
        if (isListening()) {
            return new BrokerAccess(configured.withBootstrapServers("127.0.0.1:" + PORT), null);
        }
        EmbeddedBroker broker = EmbeddedBroker.start(dataDirectory(), PORT);
        LOG.info("Embedded broker at {}, data in {}", broker.bootstrapServers(), dataDirectory());
        return new BrokerAccess(configured.withBootstrapServers(broker.bootstrapServers()), broker);
    }

    static Path dataDirectory() {
        return UserDirectory.path("broker");
    }

    private static boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The Kafka settings with the brokers' address. */
    ClientSettings clients() {
        return clients;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
