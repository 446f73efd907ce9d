package org.mailiwf.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/** One figure, measured once a round. */
public final class Series {

    private final List<Double> values = new ArrayList<>();

    public void add(double value) {
        values.add(value);
    }

    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Round by round: what was measured side by side is compared, not what was measured minutes apart. */
    public Series with(Series other, DoubleBinaryOperator operator) {
        Series result = new Series();
        for (int round = 0; round < values.size(); round++) {
            result.add(operator.applyAsDouble(values.get(round), other.values.get(round)));
        }
        return result;
    }

    /** The median, and behind it the smallest and the largest where there are several. */
    public String show(int decimals) {
        String number = "%." + decimals + "f";
        if (values.size() == 1) {
            return String.format(Locale.ROOT, number, median());
        }
        double min = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return String.format(Locale.ROOT, number + " (" + number + " to " + number + ")", median(), min, max);
    }
}
