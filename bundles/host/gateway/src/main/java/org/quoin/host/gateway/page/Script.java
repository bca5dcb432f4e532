package org.quoin.host.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * Our own scripts as they are sent: without the lines that are comments, and without indentation. It goes by lines, as the scripts
 * are written: a text over several lines would lose what looks like a comment in it.
 */
final class Script {
    private Script() {}

    /** @param source in UTF-8 */
    static byte[] lean(byte[] source) {
        List<String> lean = new ArrayList<>();
        boolean inComment = false;
        for (String line : new String(source, UTF_8).split("\n", -1)) {
            String text = line.strip();
            if (inComment) {
                inComment = !text.endsWith("*/");
            } else if (text.startsWith("/*") && !text.contains("*/")) {
                inComment = true;
            } else if (!text.isEmpty() && !text.startsWith("//") && !(text.startsWith("/*") && text.endsWith("*/"))) {
                lean.add(text);
            }
        }
        return String.join("\n", lean).getBytes(UTF_8);
    }
}
