package org.mailiwf.lookup;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Turns an extended regular expression (POSIX.1, section 9.4) into instructions. Size and depth are bounded. */
final class PosixParser {

    /** An expression in a NAPTR record has at most 255 octets (RFC 3403 section 4.1). */
    private static final int MAX_LENGTH = 255;
    private static final int MAX_INSTRUCTIONS = 4_000;
    private static final int MAX_DEPTH = 30;
    /** RE_DUP_MAX. */
    private static final int MAX_REPEATS = 255;

    private static final Map<String, String> CLASSES = Map.of(
            "digit", "0-9", "alpha", "A-Za-z", "alnum", "A-Za-z0-9", "upper", "A-Z", "lower", "a-z", "xdigit", "0-9A-Fa-f");

    enum Kind {
        SET, SPLIT, JUMP, MARK, BEGIN, END, MATCH
    }

    /**
     * @param first  where it goes on, or which mark is set
     * @param second where it goes on if not there
     * @param set    the characters that it takes
     */
    record Instruction(Kind kind, int first, int second, BitSet set) {

        boolean takes(char c) {
            return kind == Kind.SET && set.get(c);
        }

        Instruction moved(int by) {
            boolean goes = kind == Kind.SPLIT || kind == Kind.JUMP;
            return goes ? new Instruction(kind, first + by, second + by, set) : this;
        }
    }

    private final String text;
    private final boolean ignoreCase;
    private int position;
    private int groups;
    private int depth;

    private PosixParser(String text, boolean ignoreCase) {
        this.text = text;
        this.ignoreCase = ignoreCase;
    }

    /** @throws IllegalArgumentException if it is none, or too large */
    static List<Instruction> parse(String text, boolean ignoreCase) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("empty or too long");
        }
        PosixParser parser = new PosixParser(text, ignoreCase);
        List<Instruction> program = parser.alternatives();
        if (parser.position < text.length()) {
            throw new IllegalArgumentException("unexpected " + text.charAt(parser.position));
        }
        program.add(new Instruction(Kind.MATCH, 0, 0, null));
        return List.copyOf(program);
    }

    private List<Instruction> alternatives() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("too deep");
        }
        List<Instruction> all = sequence();
        while (isNext('|')) {
            position++;
            List<Instruction> other = sequence();
            List<Instruction> both = new ArrayList<>();
            both.add(new Instruction(Kind.SPLIT, 1, all.size() + 2, null));
            append(both, all);
            both.add(new Instruction(Kind.JUMP, both.size() + 1 + other.size(), 0, null));
            append(both, other);
            all = both;
        }
        depth--;
        return all;
    }

    private List<Instruction> sequence() {
        List<Instruction> all = new ArrayList<>();
        while (position < text.length() && !isNext('|') && !isNext(')')) {
            List<Instruction> item = item();
            while (position < text.length() && "*+?{".indexOf(text.charAt(position)) >= 0) {
                item = repeated(item);
            }
            append(all, item);
        }
        return all;
    }

    private List<Instruction> item() {
        char c = text.charAt(position++);
        return switch (c) {
            case '(' -> group();
            case '[' -> single(bracket());
            case '.' -> single(all());
            case '^' -> only(Kind.BEGIN);
            case '$' -> only(Kind.END);
            case '*', '+', '?', '{' -> throw new IllegalArgumentException("nothing to repeat");
            case '\\' -> single(literal(escaped()));
            default -> single(literal(c));
        };
    }

    private char escaped() {
        if (position == text.length() || Character.isLetterOrDigit(text.charAt(position))) {
            throw new IllegalArgumentException("a backslash before nothing special");
        }
        return text.charAt(position++);
    }

    private List<Instruction> group() {
        int number = ++groups;
        List<Instruction> all = new ArrayList<>();
        all.add(new Instruction(Kind.MARK, 2 * number, 0, null));
        append(all, alternatives());
        if (!isNext(')')) {
            throw new IllegalArgumentException("a group without end");
        }
        position++;
        all.add(new Instruction(Kind.MARK, 2 * number + 1, 0, null));
        return all;
    }

    private List<Instruction> repeated(List<Instruction> item) {
        char c = text.charAt(position++);
        int least = c == '+' ? 1 : 0;
        int most = c == '?' ? 1 : -1;
        if (c == '{') {
            least = number();
            most = least;
            if (isNext(',')) {
                position++;
                most = isNext('}') ? -1 : number();
            }
            if (!isNext('}') || most >= 0 && most < least) {
                throw new IllegalArgumentException("a wrong count");
            }
            position++;
        }
        List<Instruction> all = new ArrayList<>();
        for (int i = 0; i < least; i++) {
            append(all, item);
        }
        if (most < 0) {
            all.add(new Instruction(Kind.SPLIT, all.size() + 1, all.size() + item.size() + 2, null));
            int start = all.size() - 1;
            append(all, item);
            all.add(new Instruction(Kind.JUMP, start, 0, null));
        }
        for (int i = least; i < most; i++) {
            all.add(new Instruction(Kind.SPLIT, all.size() + 1, all.size() + item.size() + 1, null));
            append(all, item);
        }
        return all;
    }

    private int number() {
        int start = position;
        while (position < text.length() && position - start < 4 && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        int number = position == start ? MAX_REPEATS + 1 : Integer.parseInt(text.substring(start, position));
        if (number > MAX_REPEATS) {
            throw new IllegalArgumentException("a wrong count");
        }
        return number;
    }

    /** A bracket expression behind its bracket: characters, ranges, classes such as {@code [:digit:]}; collation is not known. */
    private BitSet bracket() {
        boolean negated = isNext('^');
        position += negated ? 1 : 0;
        BitSet set = new BitSet();
        int start = position;
        while (position == start || !isNext(']')) {
            if (position >= text.length()) {
                throw new IllegalArgumentException("a bracket without end");
            }
            if (text.startsWith("[:", position)) {
                int end = text.indexOf(":]", position + 2);
                String range = end < 0 ? null : CLASSES.get(text.substring(position + 2, end));
                if (range == null) {
                    throw new IllegalArgumentException("an unknown class");
                }
                for (int i = 0; i + 2 < range.length(); i += 3) {
                    set.set(range.charAt(i), range.charAt(i + 2) + 1);
                }
                position = end + 2;
                continue;
            }
            char from = text.charAt(position++);
            char to = from;
            if (isNext('-') && position + 1 < text.length() && text.charAt(position + 1) != ']') {
                to = text.charAt(position + 1);
                position += 2;
            }
            if (to < from) {
                throw new IllegalArgumentException("a range backwards");
            }
            set.set(from, to + 1);
        }
        position++;
        if (ignoreCase) {
            for (int c : set.stream().toArray()) {
                set.or(literal((char) c));
            }
        }
        if (negated) {
            set.flip(0, Character.MAX_VALUE + 1);
        }
        return set;
    }

    private BitSet literal(char c) {
        BitSet set = new BitSet();
        set.set(c);
        if (ignoreCase) {
            set.set(Character.toLowerCase(c));
            set.set(Character.toUpperCase(c));
        }
        return set;
    }

    private static BitSet all() {
        BitSet set = new BitSet();
        set.set(0, Character.MAX_VALUE + 1);
        return set;
    }

    private static List<Instruction> single(BitSet set) {
        return new ArrayList<>(List.of(new Instruction(Kind.SET, 0, 0, set)));
    }

    private static List<Instruction> only(Kind kind) {
        return new ArrayList<>(List.of(new Instruction(kind, 0, 0, null)));
    }

    private static void append(List<Instruction> all, List<Instruction> more) {
        if (all.size() + more.size() > MAX_INSTRUCTIONS) {
            throw new IllegalArgumentException("too large");
        }
        int by = all.size();
        more.forEach(each -> all.add(each.moved(by)));
    }

    private boolean isNext(char c) {
        return position < text.length() && text.charAt(position) == c;
    }
}
