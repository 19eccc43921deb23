package io.tributary.metrics;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.HTTPServer;
import java.io.IOException;
import java.net.InetAddress;

/** Serves {@code /metrics} on the loopback address until it is closed. */
public final class MetricsServer implements AutoCloseable {
    private final HTTPServer server;

    /**
     * Begins to serve.
     *
     * @param port 0 for any that is free
     * @throws IOException if the port is taken; the message names it
     */
    public MetricsServer(int port, CollectorRegistry registry) throws IOException {
        try {
            server = new HTTPServer.Builder()
                    .withInetAddress(InetAddress.getLoopbackAddress())
                    .withPort(port)
                    .withRegistry(registry)
                    .withDaemonThreads(true)
                    .build();
        } catch (IOException e) {
            throw new IOException(
                    "metrics.port: found " + port + ", which cannot be had (" + e.getMessage()
                            + "), expected a free one; give another or none",
                    e);
        }
    }

    /** The port it serves at. */
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
