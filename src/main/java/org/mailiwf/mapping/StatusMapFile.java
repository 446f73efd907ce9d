package org.mailiwf.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a status map from CSV and checks every row. An error names the file and the line. */
final class StatusMapFile {

    /** The shipped map, beside this class. */
    static final String SHIPPED = "sip-smtp-map.csv";

    private static final List<String> FULL_HEADER =
            List.of("key", "meaning", "gateway_action_first", "smtp_code", "enhanced", "text", "why");
    private static final List<String> SHORT_HEADER = List.of("key", "smtp_code", "enhanced", "text");

    private final String name;

    private StatusMapFile(String name) {
        this.name = name;
    }

    /** The rows of the shipped map by their keys. */
    static Map<String, StatusRow> shipped() {
        try (InputStream in = StatusMapFile.class.getResourceAsStream(SHIPPED)) {
            return new StatusMapFile(SHIPPED).rows(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(SHIPPED + " cannot be read", e);
        }
    }

    /** The rows of an integrator's file, whose named keys must be among those of {@code shipped}. */
    static Map<String, StatusRow> overrides(Path file, Map<String, StatusRow> shipped) throws IOException {
        StatusMapFile reader = new StatusMapFile(file.toString());
        Map<String, StatusRow> rows = reader.rows(Files.readAllBytes(file));
        for (String key : rows.keySet()) {
            if (!StatusRow.isStatusKey(key) && !shipped.containsKey(key)) {
                throw new IllegalArgumentException(file + ": key '" + key + "' is neither a SIP status such as 404, 404+RA or 4xx"
                        + " nor one of " + shipped.keySet().stream().filter(known -> !StatusRow.isStatusKey(known)).toList());
            }
        }
        return rows;
    }

    private Map<String, StatusRow> rows(byte[] octets) {
        List<CsvReader.Row> records = records(octets);
        List<String> header = records.isEmpty() ? List.of() : records.get(0).fields();
        if (!header.equals(FULL_HEADER) && !header.equals(SHORT_HEADER)) {
            throw wrong(1, "the header line must be " + String.join(",", FULL_HEADER) + " or " + String.join(",", SHORT_HEADER));
        }
        Map<String, StatusRow> rows = new LinkedHashMap<>();
        for (CsvReader.Row record : records.subList(1, records.size())) {
            StatusRow row = row(record, header);
            if (rows.put(row.key(), row) != null) {
                throw wrong(record.line(), "key '" + row.key() + "' stands there twice");
            }
        }
        return rows;
    }

    private List<CsvReader.Row> records(byte[] octets) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            return CsvReader.read(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + ": is not UTF-8", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " " + e.getMessage(), e);
        }
    }

    private StatusRow row(CsvReader.Row record, List<String> header) {
        List<String> fields = record.fields();
        if (fields.size() != header.size()) {
            throw wrong(record.line(), fields.size() + " fields where the header line has " + header.size());
        }
        String code = fields.get(header.indexOf("smtp_code"));
        if (code.length() != 3 || !code.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong(record.line(), "smtp_code '" + code + "' is no reply code");
        }
        try {
            return new StatusRow(fields.get(0), Integer.parseInt(code), fields.get(header.indexOf("enhanced")),
                    fields.get(header.indexOf("text")));
        } catch (IllegalArgumentException e) {
            throw wrong(record.line(), e.getMessage());
        }
    }

    private IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException(name + " line " + line + ": " + what);
    }
}
