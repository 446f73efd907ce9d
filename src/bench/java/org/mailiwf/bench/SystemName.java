package org.mailiwf.bench;

/** What is measured, in the order of the table. */
enum SystemName {
    GATEWAY("gateway"),
    /** The gateway with {@link LookUps}. */
    LOOK_UPS("gateway, look-ups on"),
    /** SubEthaSMTP, one raw MESSAGE for each mail, and nothing else. */
    RAW("floor 2: raw MESSAGE"),
    /** SubEthaSMTP, which reads each mail and forgets it. */
    SINK("floor 1: sink");

    private final String label;

    SystemName(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
