package org.mailiwf;

import java.util.Map;
import java.util.function.Consumer;

import org.mailiwf.mapping.MailContent;
import org.mailiwf.mapping.PagerParts;

/** What the settings of Large Message Mode, and of what is done without it, may be. */
final class LargeMessageRules {

    private LargeMessageRules() {
    }

    static Map<String, Consumer<String>> all() {
        return Map.of(
                "iwf.timeout.large", SettingRules::duration,
                "iwf.timeout.large-answer", SettingRules::duration,
                "iwf.attachments", new MailContent()::setAttachments,
                "iwf.large.fallback", new PagerParts()::setFallback,
                "iwf.large.part-size", new PagerParts()::setPartSize,
                "iwf.large.max-parts", new PagerParts()::setMaxParts,
                "iwf.large.secure", SettingRules.oneOf("true", "false"));
    }
}
