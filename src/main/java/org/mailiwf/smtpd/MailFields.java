package org.mailiwf.smtpd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.camel.Message;
import org.mailiwf.mail.MailHeader;

/**
 * Puts the header fields of a mail on a message by their own names, decoded and cleaned, as the mail component does it: a field that occurs
 * once is a String, one that occurs more often a list in the order of the mail. Names that Camel uses for itself are left out, so that a
 * mail cannot steer the route.
 */
final class MailFields {

    private MailFields() {
    }

    static void put(MailHeader header, Message message) {
        Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (MailHeader.Field field : header.fields()) {
            if (!isCamels(field.name())) {
                values.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field.decoded());
            }
        }
        values.forEach((name, list) -> message.setHeader(name, list.size() == 1 ? list.get(0) : list));
    }

    private static boolean isCamels(String name) {
        return name.regionMatches(true, 0, "Camel", 0, 5) || name.regionMatches(true, 0, "org.apache.camel", 0, 16);
    }
}
