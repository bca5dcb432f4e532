package org.quoin.rules;

import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * The one canonical form of a value.
 *
 * @param <T> what is read and written
 */
public interface Codec<T> {
    T read(Reader in);

    void write(Writer out, T value);

    /** All of the bytes are one value. */
    default T decode(byte[] bytes) {
        Reader in = new Reader(bytes);
        T value = read(in);
        in.end();
        return value;
    }

    /** The bytes of one value. */
    default byte[] encode(T value) {
        Writer out = new Writer();
        write(out, value);
        return out.toBytes();
    }
}
