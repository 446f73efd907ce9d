package org.mailiwf.bench.load;

import java.util.ArrayList;
import java.util.List;

/** One figure of a process, read at even intervals. The first third of them is the time it takes to fill its heap. */
final class Samples {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    double firstThirdMax() {
        return values.stream().limit(Math.max(1, values.size() / 3)).mapToDouble(Double::doubleValue).max().orElse(0);
    }

    double last() {
        return values.get(values.size() - 1);
    }

    /** The mean of the last third for each of the middle third: over 1 it grows. */
    double growth() {
        int third = values.size() / 3;
        if (third == 0) {
            throw new IllegalStateException("three samples at least are needed, not " + values.size());
        }
        return mean(values.size() - third, values.size()) / mean(values.size() - 2 * third, values.size() - third);
    }

    private double mean(int from, int to) {
        return values.subList(from, to).stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
