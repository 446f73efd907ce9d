package org.mailiwf.lookup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.mailiwf.lookup.PosixParser.Instruction;
import org.mailiwf.lookup.PosixParser.Kind;

/**
 * An extended regular expression of POSIX, as NAPTR records hold them (RFC 3402 section 3.2), matched in one pass over the text: its author
 * is a stranger, and an expression that tries every way (backtracking) may never end. Time is at most the size of the expression times the
 * length of the text. Of several matches the leftmost counts, and of those the longest. Immutable.
 */
final class PosixExpression {

    /** RFC 3402 section 3.2: {@code \1} to {@code \9}. */
    private static final int GROUPS = 10;

    private final List<Instruction> program;

    private PosixExpression(List<Instruction> program) {
        this.program = program;
    }

    /** @throws IllegalArgumentException if it is none, or too large */
    static PosixExpression parse(String text, boolean ignoreCase) {
        return new PosixExpression(PosixParser.parse(text, ignoreCase));
    }

    /** A way through the program: the next instruction, and where each group begins and ends in the text, -1 where it does not. */
    private record Way(int next, int[] marks) {
    }

    /**
     * What the groups match, the whole match first; {@code null} for a group that takes no part.
     *
     * @return {@code null} if nothing matches
     */
    String[] match(String text) {
        List<Way> ways = new ArrayList<>();
        int[] best = null;
        for (int at = 0; at <= text.length(); at++) {
            boolean[] seen = new boolean[program.size()];
            List<Way> here = new ArrayList<>();
            for (Way way : ways) {
                follow(way.next, way.marks, at, text, seen, here);
            }
            if (best == null) {
                follow(0, unset(), at, text, seen, here);
            }
            ways = new ArrayList<>();
            for (Way way : here) {
                Instruction instruction = program.get(way.next);
                if (instruction.kind() == Kind.MATCH) {
                    if (best == null || way.marks[0] < best[0] || way.marks[0] == best[0] && at > best[1]) {
                        best = with(way.marks, 1, at);
                    }
                } else if (at < text.length() && instruction.takes(text.charAt(at))) {
                    ways.add(new Way(way.next + 1, way.marks));
                }
            }
            if (best != null) {
                int start = best[0];
                ways.removeIf(way -> way.marks[0] > start);
                if (ways.isEmpty()) {
                    break;
                }
            }
        }
        return best == null ? null : groups(best, text);
    }

    /** Goes on over everything that takes no character; each instruction once at a place of the text. */
    private void follow(int from, int[] marks, int at, String text, boolean[] seen, List<Way> reached) {
        List<Way> open = new ArrayList<>();
        open.add(new Way(from, from == 0 ? with(marks, 0, at) : marks));
        while (!open.isEmpty()) {
            Way way = open.remove(open.size() - 1);
            if (seen[way.next]) {
                continue;
            }
            seen[way.next] = true;
            Instruction instruction = program.get(way.next);
            switch (instruction.kind()) {
                case SPLIT -> {
                    open.add(new Way(instruction.second(), way.marks));
                    open.add(new Way(instruction.first(), way.marks));
                }
                case JUMP -> open.add(new Way(instruction.first(), way.marks));
                case MARK -> open.add(new Way(way.next + 1,
                        instruction.first() < 2 * GROUPS ? with(way.marks, instruction.first(), at) : way.marks));
                case BEGIN -> {
                    if (at == 0) {
                        open.add(new Way(way.next + 1, way.marks));
                    }
                }
                case END -> {
                    if (at == text.length()) {
                        open.add(new Way(way.next + 1, way.marks));
                    }
                }
                default -> reached.add(way);
            }
        }
    }

    private static int[] unset() {
        int[] marks = new int[2 * GROUPS];
        Arrays.fill(marks, -1);
        return marks;
    }

    private static int[] with(int[] marks, int index, int value) {
        int[] copy = marks.clone();
        copy[index] = value;
        return copy;
    }

    private static String[] groups(int[] marks, String text) {
        String[] groups = new String[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            boolean set = marks[2 * i] >= 0 && marks[2 * i + 1] >= marks[2 * i];
            groups[i] = set ? text.substring(marks[2 * i], marks[2 * i + 1]) : null;
        }
        return groups;
    }
}
