package org.mailiwf.smtpd.server;

import java.net.InetSocketAddress;
import java.util.SortedMap;

/**
 * What a server is doing at one moment.
 *
 * @param address        where it listens
 * @param draining       whether clients are turned away because it stops or is suspended
 * @param connections    how many are open
 * @param maxConnections how many may be
 * @param mailsInFlight  how many mails are between DATA and their reply
 * @param clients        addresses of clients with the number of their connections
 */
public record ServerState(InetSocketAddress address, boolean draining, int connections, int maxConnections, int mailsInFlight,
                          SortedMap<String, Integer> clients) {
}
