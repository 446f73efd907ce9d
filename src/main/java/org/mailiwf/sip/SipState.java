package org.mailiwf.sip;

import java.util.List;
import java.util.Map;

/**
 * What a component is doing at one moment.
 *
 * @param listeningPoints the points that are bound
 * @param load            open transactions
 * @param maxTransactions how many may be open, each way
 * @param calls           sessions, and INVITEs that may become some
 * @param busyUris        how many URIs have a MESSAGE under way that others to them wait for
 * @param restingHops     next hops that get no request because they failed, with the milliseconds left
 */
record SipState(List<SipListeningPoint> listeningPoints, SipEngine.Load load, int maxTransactions, int calls, int busyUris,
                Map<String, Long> restingHops) {
}
