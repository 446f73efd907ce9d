package org.mailiwf.msrp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lists of media types as {@code a=accept-types} has them (RFC 4975 section 8.6). */
final class MediaTypes {

    private MediaTypes() {
    }

    /** Those that an option names, separated by spaces. */
    static List<String> parse(String text) {
        return text == null ? List.of() : Arrays.stream(text.split(" ")).filter(type -> !type.isEmpty()).toList();
    }

    /** In lower case, without parameters. */
    static List<String> plain(List<String> types) {
        return types.stream().map(MediaTypes::plain).toList();
    }

    /** A Content-Type in lower case, without its parameters. */
    static String plain(String contentType) {
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /** Whether a type, plain as the list is, is one of a list: itself, {@code type/*} or {@code *}. */
    static boolean contain(List<String> types, String type) {
        return types.stream().anyMatch(each -> each.equals("*") || each.equals(type)
                || each.endsWith("/*") && type.startsWith(each.substring(0, each.length() - 1)));
    }
}
