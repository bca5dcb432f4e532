package org.quoin.ledger.core.gate;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what outlives a run: all that static fields and the object of the rules lead to. Nothing of it can change: numbers,
 * texts, lambdas, what {@code List.of} and {@code Optional} make, and objects of the rules with final fields alone.
 */
final class Lasting {
    private static final String IMMUTABLE_LIST = "java.util.ImmutableCollections$List";

    /** What leads to an object, in words. */
    private record Place(Object object, Class<?> owner, String path) {}

    private final ClassLoader loader;
    private final Deque<Place> places = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Finding> findings = new ArrayList<>();

    private Lasting(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * What can change of it.
     *
     * @param classes all of the loader, initialised
     */
    static List<Finding> inspect(ClassLoader loader, Collection<Class<?>> classes, Object rules) {
        Lasting lasting = new Lasting(loader);
        for (Class<?> type : classes) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                    lasting.follow(value(field, null), type, field.getName());
                }
            }
        }
        lasting.follow(rules, rules.getClass(), "the rules");
        while (!lasting.places.isEmpty()) {
            lasting.inspect(lasting.places.remove());
        }
        return lasting.findings;
    }

    private static @Nullable Object value(Field field, @Nullable Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void follow(@Nullable Object object, Class<?> owner, String path) {
        if (object != null && seen.add(object)) {
            places.add(new Place(object, owner, path));
        }
    }

    private void inspect(Place place) {
        Object object = place.object;
        if (object instanceof Optional<?> optional) {
            follow(optional.orElse(null), place.owner, place.path);
        } else if (object instanceof List<?> list && object.getClass().getName().startsWith(IMMUTABLE_LIST)) {
            list.forEach(each -> follow(each, place.owner, place.path));
        } else if (object.getClass().getClassLoader() == loader) {
            inspectOwn(place);
        } else if (!isImmutable(object)) {
            report(place, "leads to a " + object.getClass().getTypeName() + ", which can change");
        }
    }

    private void inspectOwn(Place place) {
        for (Class<?> type = place.object.getClass();
                type != null && type.getClassLoader() == loader;
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    inspect(place, type, field);
                }
            }
        }
    }

    private void inspect(Place place, Class<?> type, Field field) {
        if (!Modifier.isFinal(field.getModifiers())) {
            report(place, "leads to the field " + field.getName() + " of a " + type.getName() + ", which can change");
        } else if (!field.getType().isPrimitive()) {
            follow(value(field, place.object), place.owner, place.path);
        }
    }

    private static boolean isImmutable(Object object) {
        Class<?> type = object.getClass();
        return object instanceof String
                || object instanceof Number
                || object instanceof Boolean
                || object instanceof Character
                || object instanceof Class
                || object instanceof Charset
                || type.getName().startsWith("java.util.Comparator")
                || type.getName().startsWith("java.util.Collections$ReverseComparator")
                || type.getName().startsWith("java.util.function.");
    }

    private void report(Place place, String detail) {
        findings.add(new Finding(place.owner.getName(), "", 0, GateRule.LASTING_STATE, place.path + " " + detail));
    }
}
