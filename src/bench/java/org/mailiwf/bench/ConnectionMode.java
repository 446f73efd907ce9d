package org.mailiwf.bench;

/** How the load generator uses its connections. */
public enum ConnectionMode {
    PERSISTENT("persistent"),
    PER_MAIL("one per mail");

    private final String label;

    ConnectionMode(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
