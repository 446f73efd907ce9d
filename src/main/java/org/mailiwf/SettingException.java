package org.mailiwf;

/** A setting that cannot stand. The message is one line that names the key, the value and what is allowed. */
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SettingException(String message) {
        super(message.replaceAll("\\s+", " "));
    }

    SettingException(String key, String value, String allowed) {
        this("%s=%s: %s".formatted(key, value, allowed));
    }
}
