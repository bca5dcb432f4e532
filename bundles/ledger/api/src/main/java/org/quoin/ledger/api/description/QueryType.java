package org.quoin.ledger.api.description;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.MalformedBytesException;
import org.quoin.ledger.api.Page;
import org.quoin.rules.codec.CodecException;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/**
 * An answered (query, schema number).
 *
 * @param paged whether the answer is a list, a page at a time
 * @param output of the answer, or of each of its items
 */
public record QueryType(String name, int schema, boolean paged, Schema input, Schema output) {
    /** In bytes. */
    public static final int MAX_CURSOR = 64;

    public static final int MAX_LIMIT = 1_000;

    /** @throws IllegalArgumentException if the values do not fit the input, or the answer is a list */
    public Bytes encodeInput(Values values) {
        require(!paged, "is answered by a list: ask for a page");
        return input.encode(values);
    }

    /**
     * Asks for a page.
     *
     * @param cursor where the page before ended, or null for the first
     * @throws IllegalArgumentException if the values do not fit the input, the limit is not 1 to {@value #MAX_LIMIT}, the
     *     cursor is none, or the answer is no list
     */
    public Bytes encodeInput(Values values, @Nullable String cursor, int limit) {
        require(paged, "is answered in one piece");
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + MAX_LIMIT + " items, not " + limit);
        }
        byte[] first = input.encode(values).toArray();
        Writer out = new Writer(first.length + 16).fixed(first, first.length).flag(cursor != null);
        if (cursor != null) {
            out.bytes(cursorBytes(cursor), MAX_CURSOR);
        }
        return Bytes.of(out.u16(limit).toBytes());
    }

    /** @throws MalformedBytesException if the bytes are not the encoding of an input, with cursor and limit if paged */
    public void requireInput(Bytes bytes) {
        Reader in = new Reader(bytes.toArray());
        input.read(in);
        try {
            if (paged) {
                if (in.flag()) {
                    in.bytes(MAX_CURSOR);
                }
                int limit = in.u16();
                if (limit < 1 || limit > MAX_LIMIT) {
                    throw new CodecException("a page has 1 to " + MAX_LIMIT + " items, not " + limit);
                }
            }
            in.end();
        } catch (CodecException e) {
            throw new MalformedBytesException("after the last field: " + e.getMessage(), e);
        }
    }

    /** @throws MalformedBytesException if the bytes are not the encoding of one answer */
    public Values decodeAnswer(Bytes answer) {
        return output.decode(answer);
    }

    /** @throws MalformedBytesException if the bytes are not the encoding of a page of answers */
    public Page<Values> decodePage(Bytes answer) {
        Reader in = new Reader(answer.toArray());
        try {
            int count = in.count(MAX_LIMIT);
            List<Values> items = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                items.add(output.read(in));
            }
            String next = in.flag() ? Bytes.of(in.bytes(MAX_CURSOR)).toHex() : null;
            in.end();
            return new Page<>(items, next);
        } catch (CodecException e) {
            throw new MalformedBytesException("not a page: " + e.getMessage(), e);
        }
    }

    private static byte[] cursorBytes(String cursor) {
        byte[] bytes = {};
        boolean whole = cursor.length() <= 2 * MAX_CURSOR;
        try {
            bytes = whole ? Bytes.fromHex(cursor).toArray() : bytes;
        } catch (IllegalArgumentException e) {
            whole = false;
        }
        if (!whole) {
            throw new IllegalArgumentException(
                    "'" + cursor + "' is not where a page ended: use the 'next' of the last page");
        }
        return bytes;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("the query '" + name + "' " + otherwise);
        }
    }
}
