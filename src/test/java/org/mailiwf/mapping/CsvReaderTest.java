package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mailiwf.mapping.CsvReader.Row;

class CsvReaderTest {

    @Test
    void fieldsAreSeparatedByCommasAndRecordsByLineEnds() {
        assertThat(CsvReader.read("a,b\r\nc,\n\n,d")).containsExactly(
                new Row(1, List.of("a", "b")), new Row(2, List.of("c", "")), new Row(4, List.of("", "d")));
    }

    @Test
    void quotedFieldMayHoldCommasQuotesAndLineEnds() {
        assertThat(CsvReader.read("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"\r\nc,\"\",\"\"\n")).containsExactly(
                new Row(1, List.of("a,b", "say \"hi\"", "two\r\nlines")), new Row(3, List.of("c", "", "")));
    }

    @Test
    void emptyTextHasNoRecords() {
        assertThat(CsvReader.read("")).isEmpty();
    }

    @Test
    void wrongQuotesAreNamedWithTheirLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> CsvReader.read("a\n\"b\nc")).withMessageStartingWith("line 2: ");
        assertThatIllegalArgumentException().isThrownBy(() -> CsvReader.read("a\nb\"c\n")).withMessageStartingWith("line 2: ");
        assertThatIllegalArgumentException().isThrownBy(() -> CsvReader.read("\"a\"b\n")).withMessageStartingWith("line 1: ");
        assertThatIllegalArgumentException().isThrownBy(() -> CsvReader.read("a\rb")).withMessageStartingWith("line 1: ");
    }
}
