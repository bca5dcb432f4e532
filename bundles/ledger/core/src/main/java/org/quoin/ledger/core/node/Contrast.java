package org.quoin.ledger.core.node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.quoin.ledger.api.description.Values;

/** Where values differ, in a few words. Fields that only one side has do not count: a version may have more of them. */
final class Contrast {
    private Contrast() {}

    static Optional<String> first(List<Values> was, List<Values> is) {
        for (int i = 0; i < Math.min(was.size(), is.size()); i++) {
            Optional<String> first = first(was.get(i), is.get(i));
            if (first.isPresent()) {
                return Optional.of("item " + (i + 1) + ": " + first.get());
            }
        }
        return was.size() == is.size() ? Optional.empty() : Optional.of(is.size() + " items instead of " + was.size());
    }

    static Optional<String> first(Values was, Values is) {
        for (Map.Entry<String, Object> field : was.asMap().entrySet()) {
            Object other = is.asMap().get(field.getKey());
            if (other != null && !other.equals(field.getValue())) {
                return Optional.of(field.getKey() + " is " + other + " instead of " + field.getValue());
            }
        }
        return Optional.empty();
    }
}
