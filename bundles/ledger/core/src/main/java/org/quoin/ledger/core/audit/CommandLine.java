package org.quoin.ledger.core.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A console line as the audit log has it: whether it deploys or governs, and without what may be secret. */
final class CommandLine {
    private static final String HIDDEN = "***";

    /** Each statement of a line apart, each word of a statement; what is in quotes is one word. */
    private static final Pattern WORD = Pattern.compile(
            "'[^']*'?|\"(?:[^\"\\\\]|\\\\.)*\"?|[;|&{}()\\[\\]\\n]|[^\\s;|&{}()\\[\\]'\"]+", Pattern.DOTALL);

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(pass|secret|token|credential|private|seed|mnemonic|preimage|pin).*", Pattern.DOTALL);

    /** A password in a URL. */
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");

    private static final Set<String> SEPARATORS = Set.of(";", "|", "&", "{", "}", "(", ")", "[", "]", "\n");
    private static final Pattern AUDITED = Pattern.compile(
            "(?:bundle|feature|kar|config|system|module|wallet|dev|jaas):[\\w-]+|ledger:(?:import|repair|backup)|gateway:key-[\\w-]+");

    private CommandLine() {}

    /** @param unscoped names of commands that are audited, as they can be typed without their scope */
    static boolean isAudited(String line, Set<String> unscoped) {
        boolean first = true;
        for (String word : words(line)) {
            String plain = word.replaceAll("^['\"]|['\"]$", "");
            if (AUDITED.matcher(plain).lookingAt() || first && unscoped.contains(plain)) {
                return true;
            }
            first = SEPARATORS.contains(word) || word.equals("=");
        }
        return false;
    }

    static boolean isAudited(String scope, String name) {
        return AUDITED.matcher(scope + ":" + name).matches();
    }

    /** Words that may be secret become {@code ***}; between words there is one space. */
    static String withoutSecrets(String line) {
        List<String> shown = new ArrayList<>();
        List<String> statement = new ArrayList<>();
        for (String word : words(line)) {
            if (SEPARATORS.contains(word)) {
                shown.addAll(hide(statement));
                statement.clear();
                shown.add(word.equals("\n") ? ";" : word);
            } else {
                statement.add(word);
            }
        }
        shown.addAll(hide(statement));
        return String.join(" ", shown);
    }

    private static List<String> hide(List<String> statement) {
        List<String> shown = new ArrayList<>();
        boolean wallet = statement.stream().anyMatch(word -> word.matches("['\"]?wallet:.*"));
        boolean property = statement.stream().anyMatch(word -> word.matches("['\"]?(config|jaas|system):.*"));
        boolean secret = false;
        int plain = 0;
        for (int i = 0; i < statement.size(); i++) {
            String word = statement.get(i);
            boolean option = word.startsWith("-");
            plain += option ? 0 : 1;
            boolean last = i == statement.size() - 1;
            if (secret || !option && (wallet && plain > 2 || property && plain > 2 && last)) {
                shown.add(HIDDEN);
                secret = false;
                continue;
            }
            if (word.equals("=")) {
                secret = i > 0 && SECRET.matcher(statement.get(i - 1)).matches();
                shown.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            boolean named = SECRET.matcher(name).matches() && (option || property || equals > 0);
            secret = named && (equals < 0 || equals == word.length() - 1);
            shown.add(
                    named && !secret
                            ? name + "=" + HIDDEN
                            : USER_INFO.matcher(word).replaceAll("://" + HIDDEN + "@"));
        }
        return shown;
    }

    private static List<String> words(String line) {
        Matcher each = WORD.matcher(line);
        List<String> words = new ArrayList<>();
        while (each.find()) {
            words.add(each.group());
        }
        return words;
    }
}
