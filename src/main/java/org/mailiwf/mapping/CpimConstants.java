package org.mailiwf.mapping;

import org.apache.camel.spi.Metadata;

/** The headers by which the routes say what {@link CpimBody} is to write. */
public final class CpimConstants {

    /**
     * Prefix of the CPIM headers to write: {@code CamelCpimHeader-DateTime} becomes {@code DateTime}. The name behind it is
     * case-sensitive. A list gives a header for each of its values; empty and {@code null} values are left out. From, To and cc take the
     * form of RFC 3862 section 4.1, all others free text, which is escaped.
     */
    @Metadata(javaType = "String", description = "Prefix of the CPIM headers to write.")
    public static final String HEADER_PREFIX = "CamelCpimHeader-";

    private CpimConstants() {
    }
}
