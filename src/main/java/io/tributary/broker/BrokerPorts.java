package io.tributary.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * The two ports of a broker on 127.0.0.1.
 *
 * <p>Kafka ends the whole process when it cannot bind its controller, so both ports are tried out before it starts.
 *
 * @param broker where clients connect
 * @param controller where the broker's own controller listens
 */
record BrokerPorts(int broker, int controller) {
    private static final String HOST = "127.0.0.1";

    /**
     * Two ports that were free a moment ago.
     *
     * @param broker the port for clients; 0 takes any
     * @throws BrokerException if that port is in use
     */
    static BrokerPorts find(int broker) {
        try (ServerSocket first = bind(broker);
                ServerSocket second = bind(0)) {
            return new BrokerPorts(first.getLocalPort(), second.getLocalPort());
        } catch (IOException e) {
            throw new BrokerException("closing a trial socket on " + HOST + " failed: " + e.getMessage(), e);
        }
    }

    private static ServerSocket bind(int port) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(HOST, new byte[] {127, 0, 0, 1}), port));
            return socket;
        } catch (IOException e) {
            throw new BrokerException(
                    "cannot listen on " + HOST + ":" + port + " (" + e.getMessage()
                            + "): stop the program that uses this port, or choose another one; 0 takes a free port",
                    e);
        }
    }

    String brokerAddress() {
        return HOST + ":" + broker;
    }

    String controllerAddress() {
        return HOST + ":" + controller;
    }
}
