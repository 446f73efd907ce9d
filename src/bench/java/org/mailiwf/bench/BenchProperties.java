package org.mailiwf.bench;

import java.util.stream.Stream;

/** The options of the benchmarks: system properties. Maven hands over an option that was not given as an empty property. */
public final class BenchProperties {

    private BenchProperties() {
    }

    public static boolean isOn(String key) {
        return Boolean.parseBoolean(System.getProperty(key, ""));
    }

    /** @throws IllegalArgumentException if it is less than 1 */
    public static int number(String key, int usual) {
        int number = Integer.parseInt(text(key, Integer.toString(usual)));
        if (number < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, not " + number);
        }
        return number;
    }

    public static String text(String key, String usual) {
        String value = System.getProperty(key, "").trim();
        return value.isEmpty() ? usual : value;
    }

    public static Stream<String> words(String key, String usual, String separator) {
        return Stream.of(text(key, usual).split(separator)).filter(word -> !word.isEmpty());
    }
}
