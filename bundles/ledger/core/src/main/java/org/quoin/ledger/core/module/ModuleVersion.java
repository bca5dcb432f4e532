package org.quoin.ledger.core.module;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a capability's rules: {@code 1.2.0}, compared number by number. */
public record ModuleVersion(int major, int minor, int patch) implements Comparable<ModuleVersion> {
    private static final Pattern FORM = Pattern.compile("(0|[1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})\\.(0|[1-9]\\d{0,5})");
    private static final Comparator<ModuleVersion> ORDER = Comparator.comparingInt(ModuleVersion::major)
            .thenComparingInt(ModuleVersion::minor)
            .thenComparingInt(ModuleVersion::patch);

    /** @throws InvalidRulesException if it is no such version */
    public static ModuleVersion parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InvalidRulesException("its version is not three numbers of at most six digits, such as 1.2.0");
        }
        return new ModuleVersion(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
    }

    @Override
    public int compareTo(ModuleVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
