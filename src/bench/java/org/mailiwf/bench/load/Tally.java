package org.mailiwf.bench.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.mailiwf.bench.Run;

/** Who was sent a MESSAGE, and how often. A request with a branch that was seen before is a retransmission and no second MESSAGE. */
final class Tally {

    private final Map<String, String> firstBranches = new HashMap<>();
    private final Map<String, Integer> doubled = new HashMap<>();
    private long retransmissions;

    /** A request has come. @param branch that of its Via */
    synchronized void received(String requestUri, String branch) {
        String first = firstBranches.putIfAbsent(requestUri, branch);
        if (first != null && first.equals(branch)) {
            retransmissions++;
        } else if (first != null) {
            doubled.merge(requestUri, 1, Integer::sum);
        }
    }

    /** How many recipients of the run got a MESSAGE. */
    synchronized long recipients(Run run) {
        String mark = run.recipient();
        return firstBranches.keySet().stream().filter(uri -> uri.endsWith(mark)).count();
    }

    /** Which recipients got several MESSAGEs. */
    synchronized List<String> doubled() {
        return List.copyOf(doubled.keySet());
    }

    synchronized long retransmissions() {
        return retransmissions;
    }
}
