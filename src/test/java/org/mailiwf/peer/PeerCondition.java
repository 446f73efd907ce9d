package org.mailiwf.peer;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for the programs that {@link RequiresPeer} names. */
final class PeerCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<RequiresPeer> peers = AnnotationSupport.findRepeatableAnnotations(context.getElement(), RequiresPeer.class);
        ConditionEvaluationResult result = decide(peers, System.getProperty("peers", "auto"));
        if (result.isDisabled()) {
            // Maven's console shows that a test was skipped, but not why
            System.err.println("[WARNING] " + context.getDisplayName() + " is skipped: " + result.getReason().orElseThrow());
        }
        return result;
    }

    static ConditionEvaluationResult decide(List<RequiresPeer> peers, String mode) {
        if (!mode.equals("auto") && !mode.equals("required")) {
            throw new IllegalArgumentException("peers=" + mode + ": allowed are auto and required");
        }
        String missing = peers.stream()
                .filter(peer -> Program.find(peer.program()).isEmpty())
                .map(peer -> "%s (apt-get install %s)".formatted(peer.program(), peer.debianPackage()))
                .collect(Collectors.joining(", "));
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("every peer is there");
        }
        if (mode.equals("required")) {
            throw new AssertionError("missing on this machine: " + missing);
        }
        return ConditionEvaluationResult.disabled("missing on this machine: " + missing);
    }
}
