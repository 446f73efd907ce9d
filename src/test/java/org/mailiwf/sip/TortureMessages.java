package org.mailiwf.sip;

import java.util.stream.Stream;

/** Messages built from the descriptions of RFC 4475, as MESSAGE requests where the RFC has another method. */
final class TortureMessages {

    /**
     * A message.
     *
     * @param name    what is odd about it
     * @param verdict {@code valid}: processed, whatever the answer is; a status; {@code lenient}: the RFC leaves it to the element;
     *                {@code silent}: no answer
     * @param text    with LF as line end
     */
    record Torture(String name, String verdict, String text) {

        /** With CR LF, and in the place of a line {@code @VIA} one that asks for the answer. */
        String wire() {
            String head = text.replace("@VIA", "Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK" + name);
            return (head.contains("\n\n") ? head : head + "\n").replace("\n", "\r\n");
        }

        @Override
        public String toString() {
            return name + " (" + verdict + ")";
        }
    }

    private TortureMessages() {
    }

    static Stream<Torture> all() {
        return Stream.of(
                new Torture("shortTortuousRequest", "valid", """
                        MESSAGE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
                        TO :
                         sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
                        from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
                          ;
                          tag = 98asjd8
                        MaX-fOrWaRdS: 0068
                        Call-ID: wsinv.ndaksdj@192.0.2.1
                        Content-Length   : 0
                        cseq: 0009
                          MESSAGE
                        Via  : SIP  /   2.0
                         /UDP
                            127.0.0.1:9;rport;branch=z9hG4bKtortuous
                        s :
                        NewFangledHeader:   newfangled value
                         continued newfangled value
                        UnknownHeaderWithUnusualValue: ;;,,;;,;
                        Content-Type: text/plain
                        Route:
                         <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
                        v:  SIP  / 2.0  / TCP     spindle.example.com   ;
                          branch  =   z9hG4bK9ikj8  ,
                         SIP  /    2.0   / UDP  192.168.255.111   ; branch=
                         z9hG4bK30239
                        """),
                new Torture("wideRangeOfValidCharacters", "valid", """
                        !interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0
                        @VIA
                        To: "BEL:\\" NUL:\\\\ DEL:\\" " <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>
                        From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="quoted";tag=_token~1'+`*%!-.
                        Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/"][?}{
                        CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~
                        Max-Forwards: 255
                        extensionHeader-!.%*+_`'~: some text
                        Content-Length: 0
                        """),
                new Torture("percentEscaping", "valid", """
                        MESSAGE sip:sips%3Auser%40example.com@example.net SIP/2.0
                        @VIA
                        To: sip:%75se%72@example.com
                        From: <sip:I%20have%20spaces@example.net>;tag=938
                        Max-Forwards: 87
                        Call-ID: esc01.239409asdfakjkn23onasd0-3234
                        CSeq: 234234 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("escapedNulls", "valid", """
                        MESSAGE sip:example.com SIP/2.0
                        @VIA
                        To: sip:null-%00-null@example.com
                        From: sip:null-%00-null@example.com;tag=839923423
                        Max-Forwards: 70
                        Call-ID: escnull.39203ndfvkjdasfkq3w4otrq0adsfdfnavd
                        CSeq: 14398234 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("percentThatIsNoEscape", "valid", """
                        RE%47IST%45R sip:registrar.example.com SIP/2.0
                        @VIA
                        To: "%Z%45" <sip:resource@example.com>
                        From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23
                        Call-ID: esc02.asdfnqwo34rq23i34jrjasdcnl23nrlknsdf
                        CSeq: 29344 RE%47IST%45R
                        Max-Forwards: 70
                        Content-Length: 0
                        """),
                new Torture("noSpaceBeforeTheAngle", "valid", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        To: sip:user@example.com
                        From: caller<sip:caller@example.com>;tag=323
                        Max-Forwards: 70
                        Call-ID: lwsdisp.1234abcd@funky.example.com
                        CSeq: 60 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("semicolonsInTheUserPart", "valid", """
                        MESSAGE sip:user;par=u%40example.net@example.com SIP/2.0
                        @VIA
                        To: sip:j_user@example.com
                        From: sip:caller@example.org;tag=33242
                        Max-Forwards: 3
                        Call-ID: semiuri.0ha0isndaksdj
                        CSeq: 8 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("unknownTransports", "valid", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKzxzxzv
                        Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bKqwqwqw
                        Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasdasd
                        To: sip:user@example.com
                        From: <sip:caller@example.com>;tag=323
                        Max-Forwards: 70
                        Call-ID: transports.kijh4akdnaqjkwendsasfdj
                        CSeq: 60 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("bytesAfterTheBody", "valid", """
                        MESSAGE sip:example.com SIP/2.0
                        @VIA
                        To: sip:j.user@example.com
                        From: sip:j.user@example.com;tag=43251j3j324
                        Max-Forwards: 8
                        Call-ID: dblreq.0ha0isndaksdj99sdfafnl3lk233412
                        CSeq: 8 MESSAGE
                        Content-Length: 0

                        MESSAGE sip:joe@example.com SIP/2.0
                        To: sip:joe@example.com
                        From: sip:caller@example.net;tag=141334
                        Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKsecond
                        Call-ID: dblreq.0ha0isnda977644900765@192.0.2.15
                        CSeq: 8 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("branchOfNothingButTheCookie", "valid", """
                        MESSAGE sip:user@example.com SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK
                        To: sip:user@example.com
                        From: sip:caller@example.org;tag=33242
                        Max-Forwards: 3
                        Call-ID: badbranch.sadonfo23i420jv0as0derf3j3n
                        CSeq: 8 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("noBranchNorTags", "valid", """
                        MESSAGE sip:UserB@example.com SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:9;rport
                        From: "A. User" <sip:UserA@example.com>
                        To: sip:UserB@example.com
                        Call-ID: inv2543.1717@ift.client.example.com
                        CSeq: 56 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("noForwardsLeft", "valid", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        To: sip:user@example.com
                        From: sip:caller@example.net;tag=3ghsd41
                        Call-ID: zeromf.jfasdlfnm2o2l43r5u0asdfas
                        CSeq: 39234321 MESSAGE
                        Max-Forwards: 0
                        Content-Length: 0
                        """),
                new Torture("unknownAuthorizationScheme", "valid", """
                        MESSAGE sip:example.com SIP/2.0
                        @VIA
                        To: sip:j.user@example.com
                        From: sip:j.user@example.com;tag=87321hj23128
                        Max-Forwards: 8
                        Call-ID: regaut01.0ha0isndaksdj
                        CSeq: 9338 MESSAGE
                        Authorization: NoOneKnowsThisScheme opaque-data=here
                        Content-Length: 0
                        """),
                new Torture("dateThatIsNotGmt", "lenient", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        To: sip:user@example.com
                        From: sip:caller@example.net;tag=2234923
                        Max-Forwards: 70
                        Call-ID: baddate.239423mnsadf3j23lj42--sedfnm234
                        CSeq: 1392934 MESSAGE
                        Date: Fri, 01 Jan 2010 16:00:00 EST
                        Content-Length: 0
                        """),
                new Torture("unknownRequiredExtension", "420", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        To: sip:j_user@example.com
                        From: sip:caller@example.net;tag=242etr
                        Max-Forwards: 6
                        Call-ID: bext01.0ha0isndaksdj
                        Require: nothingSupportsThis, nothingSupportsThisEither
                        CSeq: 8 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("unknownSchemeOfTheRequestUri", "lenient", """
                        MESSAGE nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0
                        @VIA
                        To: sip:user@example.com
                        From: sip:caller@example.net;tag=384
                        Max-Forwards: 3
                        Call-ID: unkscm.nasdfasser0q239nwsdfasdkl34
                        CSeq: 3923423 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("separatorsWithNothingBetween", "400", """
                        MESSAGE sip:user@example.com SIP/2.0
                        To: sip:j.user@example.com
                        From: sip:caller@example.net;tag=134161461246
                        Max-Forwards: 7
                        Call-ID: badinv01.0ha0isndaksdjasdf3234nas
                        CSeq: 8 MESSAGE
                        Via: SIP/2.0/UDP 127.0.0.1:9;rport;;,;,,
                        Contact: "Joe" <sip:joe@example.org>;;;;
                        Content-Length: 0
                        """),
                new Torture("contentLengthBeyondTheDatagram", "400", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        To: sip:j.user@example.com
                        From: sip:caller@example.net;tag=93942939o2
                        Max-Forwards: 80
                        Call-ID: clerr.0ha0isndaksdjweiafasdk3
                        CSeq: 8 MESSAGE
                        Content-Type: text/plain
                        Content-Length: 9999

                        hello
                        """),
                new Torture("negativeContentLength", "400", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        To: sip:j.user@example.com
                        From: sip:caller@example.net;tag=323232
                        Max-Forwards: 254
                        Call-ID: ncl.0ha0isndaksdj2193423r542w35
                        CSeq: 0 MESSAGE
                        Content-Length: -999

                        hello
                        """),
                new Torture("overlargeNumbers", "400", """
                        MESSAGE sip:example.com SIP/2.0
                        @VIA
                        To: <sip:user@example.com>
                        From: <sip:user@example.com>;tag=239232jh3
                        CSeq: 36893488147419103232 MESSAGE
                        Call-ID: scalar02.23o0pd9vanlq3wnrlnewofjas9ui32
                        Max-Forwards: 300
                        Expires: 10000000000000000000000000000000000000000000000000000000000000000000000
                        Content-Length: 0
                        """),
                new Torture("quoteWithoutEnd", "400", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        To: "Mr. J. User <sip:j.user@example.com>
                        From: sip:caller@example.net;tag=93334
                        Max-Forwards: 10
                        Call-ID: quotbal.aksdj
                        CSeq: 8 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("anglesAroundTheRequestUri", "400", """
                        MESSAGE <sip:user@example.com> SIP/2.0
                        @VIA
                        To: sip:user@example.com
                        From: sip:caller@example.net;tag=39291
                        Max-Forwards: 23
                        Call-ID: ltgtruri.1@192.0.2.5
                        CSeq: 1 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("spaceInTheRequestUri", "400", """
                        MESSAGE sip:user@example.com; lr SIP/2.0
                        @VIA
                        To: sip:user@example.com;tag=3xfe-9921883-z9f
                        From: sip:caller@example.net;tag=231413434
                        Max-Forwards: 5
                        Call-ID: lwsruri.asdfasdoeoi2323-asdfwrn23-asd834rk423
                        CSeq: 2130706432 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("severalSpacesInTheRequestLine", "lenient", """
                        MESSAGE  sip:user@example.com  SIP/2.0
                        @VIA
                        To: sip:user@example.com
                        From: sip:caller@example.net;tag=8814
                        Max-Forwards: 8
                        Call-ID: lwsstart.dfknq234oi243099adsdfnawe3@example.com
                        CSeq: 1893884 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("spaceAfterTheRequestLine", "lenient", """
                        MESSAGE sip:remote-target@example.com SIP/2.0\s\s
                        @VIA
                        To: sip:remote-target@example.com
                        From: sip:local-resource@example.com;tag=442424
                        Max-Forwards: 254
                        Call-ID: trws.oicu34958239neffasdhr2345r
                        CSeq: 238923 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("headersInTheRequestUri", "lenient", """
                        MESSAGE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0
                        @VIA
                        To: sip:user@example.com
                        From: sip:caller@example.net;tag=341518
                        Max-Forwards: 7
                        Call-ID: escruri.23940-asdfhj-aje3br-234q098w-fawerh2q-h4n5
                        CSeq: 149209342 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("spacesInAnAddress", "lenient", """
                        MESSAGE sip:user@example.org SIP/2.0
                        @VIA
                        Max-Forwards: 70
                        From: "Bell, Alexander" <sip:a.g.bell@bell-tel.example>;tag=433423
                        To: "Watson, Thomas" < sip:t.watson@example.org >
                        Call-ID: badaspec.sdf0234n2nds0a099u23h3hnnw009cdkne3
                        CSeq: 3923239 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("displayNameThatIsNoToken", "lenient", """
                        MESSAGE sip:t.watson@example.org SIP/2.0
                        @VIA
                        Max-Forwards: 70
                        From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43
                        To: Watson, Thomas <sip:t.watson@example.org>
                        Call-ID: baddn.31415@c.bell-tel.example
                        CSeq: 3923239 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("unknownVersion", "505", """
                        MESSAGE sip:t.watson@example.org SIP/7.0
                        Via: SIP/7.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKversion
                        Max-Forwards: 70
                        From: A. Bell <sip:a.g.bell@example.com>;tag=qweoiqpe
                        To: T. Watson <sip:t.watson@example.org>
                        Call-ID: badvers.31417@c.bell-tel.example
                        CSeq: 1 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("cseqOfAnotherMethod", "400", """
                        MESSAGE sip:user@example.com SIP/2.0
                        @VIA
                        To: sip:j.user@example.com
                        From: sip:caller@example.net;tag=34525
                        Max-Forwards: 6
                        Call-ID: mismatch01.dj0234sxdfl3
                        CSeq: 8 INVITE
                        Content-Length: 0
                        """),
                new Torture("cseqOfAnotherUnknownMethod", "400", """
                        NEWMETHOD sip:user@example.com SIP/2.0
                        @VIA
                        To: sip:j.user@example.com
                        From: sip:caller@example.net;tag=34525
                        Max-Forwards: 6
                        Call-ID: mismatch02.dj0234sxdfl3
                        CSeq: 8 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("missingFields", "silent", """
                        MESSAGE sip:user@example.com SIP/2.0
                        CSeq: 193942 MESSAGE
                        @VIA
                        Content-Length: 0
                        """),
                new Torture("severalValuesOfSingleFields", "400", """
                        MESSAGE sip:user@company.example SIP/2.0
                        Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKseveral
                        CSeq: 5 MESSAGE
                        CSeq: 59 MESSAGE
                        Call-ID: multi01.98asdh@192.0.2.1
                        Call-ID: multi01.98asdh@192.0.2.2
                        From: sip:caller@example.com;tag=3413415
                        From: sip:user@example.com;tag=2923420123
                        To: sip:user@example.com
                        To: sip:other@example.net
                        Max-Forwards: 5
                        Max-Forwards: 97
                        Content-Length: 0
                        """),
                new Torture("severalContentLengths", "400", """
                        MESSAGE sip:example.com SIP/2.0
                        @VIA
                        To: sip:j.user@example.com
                        From: sip:j.user@example.com;tag=hd83jk
                        Max-Forwards: 8
                        Call-ID: mcl01.fhn2323orihawfdoa3o4r52o3irsdf
                        CSeq: 15932 MESSAGE
                        Content-Length: 13
                        Content-Type: text/plain
                        Content-Length: 5

                        There's no way to know how many octets are supposed to be here.
                        """),
                new Torture("statusBeyondAllNumbers", "silent", """
                        SIP/2.0 4294967301 better not break the receiver
                        @VIA
                        To: <sip:user@example.com>;tag=9
                        From: <sip:caller@example.net>;tag=8
                        Call-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i
                        CSeq: 353494 MESSAGE
                        Content-Length: 0
                        """),
                new Torture("overlargeNumbersInAResponse", "silent", """
                        SIP/2.0 503 Service Unavailable
                        @VIA
                        To: <sip:user@example.com>;tag=2229
                        From: <sip:other@example.net>;tag=2242342
                        Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r
                        CSeq: 9292394834772304023312 MESSAGE
                        Retry-After: 949302838503028349304023988
                        Warning: 1812 overture "In Progress"
                        Content-Length: 0
                        """),
                new Torture("responseToNobody", "silent", """
                        SIP/2.0 200 OK
                        Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923
                        Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23
                        Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf
                        CSeq: 35 MESSAGE
                        From: sip:user@example.com;tag=11141343
                        To: sip:user@example.edu;tag=2229
                        Content-Length: 0
                        """));
    }
}
