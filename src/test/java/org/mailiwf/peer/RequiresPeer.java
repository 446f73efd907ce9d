package org.mailiwf.peer;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The annotated test talks to a program of the machine that it runs on.
 *
 * <p>When the program is missing, the system property {@code peers} decides: {@code auto} (the default) skips the test and says which
 * Debian package would bring the program, {@code required} fails it.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(RequiresPeer.All.class)
@ExtendWith(PeerCondition.class)
public @interface RequiresPeer {

    /** The name of the program, as in {@code $PATH}. */
    String program();

    /** The Debian package that holds it. */
    String debianPackage();

    /** Several peers on one test. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @ExtendWith(PeerCondition.class)
    @interface All {
        /** The peers, all of them needed. */
        RequiresPeer[] value();
    }
}
