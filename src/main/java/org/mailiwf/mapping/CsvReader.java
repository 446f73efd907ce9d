package org.mailiwf.mapping;

import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values (RFC 4180); line ends may be LF alone, empty lines are skipped. */
final class CsvReader {

    /**
     * One record.
     *
     * @param line   the number of the line that it begins on, from 1
     * @param fields its fields, without their quotes
     */
    record Row(int line, List<String> fields) {
    }

    private final String text;
    private int position;
    private int line = 1;

    private CsvReader(String text) {
        this.text = text;
    }

    /** @throws IllegalArgumentException if quotes are wrong; the message begins with the line number */
    static List<Row> read(String text) {
        CsvReader reader = new CsvReader(text);
        List<Row> rows = new ArrayList<>();
        while (reader.position < text.length()) {
            Row row = reader.row();
            if (row.fields.size() > 1 || !row.fields.get(0).isEmpty()) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row row() {
        int start = line;
        List<String> fields = new ArrayList<>();
        fields.add(field());
        while (position < text.length() && text.charAt(position) == ',') {
            position++;
            fields.add(field());
        }
        endOfLine();
        return new Row(start, fields);
    }

    private String field() {
        if (position < text.length() && text.charAt(position) == '"') {
            return quotedField();
        }
        int start = position;
        while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
            if (text.charAt(position++) == '"') {
                throw wrong("a quote inside a field that does not begin with one");
            }
        }
        return text.substring(start, position);
    }

    private String quotedField() {
        StringBuilder field = new StringBuilder();
        int start = line;
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == '\n') {
                line++;
            }
            if (c != '"') {
                field.append(c);
            } else if (position < text.length() && text.charAt(position) == '"') {
                field.append(text.charAt(position++));
            } else {
                return field.toString();
            }
        }
        line = start;
        throw wrong("a quote that is never closed");
    }

    private void endOfLine() {
        if (position < text.length() && text.charAt(position) == '\r') {
            position++;
        }
        if (position < text.length() && text.charAt(position++) != '\n') {
            throw wrong("text after the closing quote of a field");
        }
        line++;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("line " + line + ": " + what);
    }
}
