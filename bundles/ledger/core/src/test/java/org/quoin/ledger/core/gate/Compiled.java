package org.quoin.ledger.core.gate;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.quoin.ledger.api.Bytes;

/** Sources, compiled in memory as an author would compile them, and run as the ledger would run them. */
final class Compiled {
    private Compiled() {}

    /** The class files of one source file in package {@code acme}, by the names of their classes. */
    static Map<String, Bytes> classes(String mainClass, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        Map<String, ByteArrayOutputStream> written = new TreeMap<>();
        JavaFileManager memory = new ForwardingJavaFileManager<>(standard) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return written.computeIfAbsent(name, none -> new ByteArrayOutputStream());
                    }
                };
            }
        };
        JavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("memory:///acme/" + mainClass + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages, memory, null, List.of("--release", "17", "-g", "-proc:none"), null, List.of(file))
                .call();
        if (!compiled) {
            throw new IllegalArgumentException(messages.toString());
        }
        Map<String, Bytes> classes = new TreeMap<>();
        written.forEach((name, content) -> classes.put(name, Bytes.of(content.toByteArray())));
        return classes;
    }

    /** A class {@code acme.Rules} with these members. */
    static Map<String, Bytes> rules(String members) {
        return classes(
                "Rules",
                "package acme;\nimport java.util.*;\nimport java.util.function.*;\npublic class Rules {\n" + members
                        + "\n}\n");
    }

    /** Loads what has passed. */
    static ClassLoader load(Map<String, byte[]> woven) {
        return new ClassLoader(Compiled.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] content = woven.get(name);
                if (content == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, content, 0, content.length);
            }
        };
    }

    /** The static {@code run()} of rules with these members, which must pass. */
    static Supplier<Object> program(String members) {
        Gate.Passage passage = Gate.pass(rules(members));
        if (!passage.findings().isEmpty()) {
            throw new IllegalArgumentException(passage.findings().toString());
        }
        ClassLoader loader = load(passage.woven());
        Meter meter = new Meter(1_000_000);
        for (String name : new TreeSet<>(passage.woven().keySet())) {
            Class<?> unused = meter.run(() -> initialise(name, loader));
        }
        Class<?> rules = initialise("acme.Rules", loader);
        return () -> invoke(rules);
    }

    private static Class<?> initialise(String name, ClassLoader loader) {
        try {
            return Class.forName(name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object invoke(Class<?> rules) {
        try {
            var method = rules.getDeclaredMethod("run");
            method.setAccessible(true);
            return method.invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
