package org.quoin.host.gateway.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.quoin.ledger.api.Event;
import org.quoin.ledger.api.Ledger;
import org.quoin.ledger.api.description.Description;
import org.quoin.ledger.api.description.EventType;
import org.quoin.ledger.api.description.Field;
import org.quoin.ledger.api.description.FieldType;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.LedgerView;

/** Reads events of a ledger and encodes them by what described them when they happened. */
final class EventReader {
    private final Ledger ledger;

    EventReader(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * In their order.
     *
     * @param from the first sequence number wanted
     * @param limit 1 to 1,000
     * @return empty if there is none yet
     */
    List<EncodedEvent> read(long from, int limit) {
        return ledger.nextEvent() <= from
                ? List.of()
                : new Encoding().encode(ledger.events(from, limit).items());
    }

    /** Of one page, whose events ask for the same few descriptions again and again. */
    private final class Encoding {
        private final LedgerView view = new LedgerView(ledger);
        private final Map<String, Optional<Description>> descriptions = new HashMap<>();

        List<EncodedEvent> encode(List<Event> events) {
            List<EncodedEvent> encoded = new ArrayList<>(events.size());
            for (Event event : events) {
                Fields shown = view.event(event);
                encoded.add(new EncodedEvent(
                        event.sequence(), event.type(), accounts(event), shown, Frames.event(event.sequence(), shown)));
            }
            return encoded;
        }

        private Set<String> accounts(Event event) {
            Set<String> accounts = new HashSet<>();
            for (Field field : fields(event)) {
                event.data().find(field.name()).ifPresent(value -> collect(field.type(), value, accounts));
            }
            return accounts;
        }

        private List<Field> fields(Event event) {
            int dot = Math.max(0, event.type().indexOf('.'));
            String capability = event.type().substring(0, dot);
            return descriptions
                    .computeIfAbsent(
                            capability + '@' + event.height(), none -> ledger.description(capability, event.height()))
                    .flatMap(description -> description.event(event.type().substring(dot + 1)))
                    .map(EventType::fields)
                    .map(schema -> schema.fields())
                    .orElse(List.of());
        }

        private static void collect(FieldType type, Object value, Set<String> accounts) {
            switch (type.kind()) {
                case ACCOUNT -> accounts.add((String) value);
                case OPTIONAL -> collect(Objects.requireNonNull(type.element()), value, accounts);
                case LIST ->
                    ((List<?>) value).forEach(each -> collect(Objects.requireNonNull(type.element()), each, accounts));
                default -> {}
            }
        }
    }
}
