package org.mailiwf.bench.load;

import java.util.List;

/**
 * What came of a scenario.
 *
 * @param markdown its figures, with a heading
 * @param missed   which bars it missed, each a sentence; empty: none
 */
record Result(String markdown, List<String> missed) {
}
