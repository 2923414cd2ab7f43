"""Small chapters with every kind of block, for round trips: nothing in them is from the guide."""

from __future__ import annotations

_HEAD = "---\nstatus: entwurf\nzustaendig: Jugendamt\n---\n\n"

CHAPTERS = {
    "schulanfang/hort": f"""{_HEAD}# Der Hort

Im Hort sind Kinder nach der Schule.
Er hat bis zum Abend auf.
Viele Kinder machen dort ihre Hausaufgaben.

## Das bringen Sie mit

- Brief der Schule
- Ausweis der Eltern
- Name und Adresse der Kita
- Die Karte der Krankenkasse.

Haben Sie nicht alles?
Kommen Sie trotzdem.
Sie können Papiere später bringen.

## So melden Sie Ihr Kind an

1. Rufen Sie im Hort an.
2. Füllen Sie den Antrag aus.
3. Geben Sie den Antrag im Rathaus ab.

Danach bekommen Sie einen Brief.
Darin steht, ob ein Platz frei ist.

:::{{tipp}}
Fragen Sie früh, denn viele Plätze sind schnell weg.

Nehmen Sie jemanden mit, der übersetzt.
:::

Ist kein Platz frei, gibt es eine Liste.
Fragen Sie im Amt, wie lange es dauert.
""",
    "hilfe/geld": f"""{_HEAD}# Hilfe mit Geld

Der Anfang kostet Geld.
Für Hefte, Stifte und den Ranzen gibt es Hilfe.[^1]

| Wofür | Wer hilft |
| --- | --- |
| Ausflug in der Klasse | Fragen Sie das Amt. |
| Essen in der Schule | Die Schule weiß es. |
| Fahrt mit dem Bus | Das Büro am Markt hilft. |

Den Antrag holen Sie im Amt.
Füllen Sie ihn zu Hause aus.
Heben Sie alle Rechnungen auf.

## Wenn das Amt ablehnt

Lesen Sie den Brief genau.
Sie haben einen Monat Zeit.
Schreiben Sie, warum Sie nicht einverstanden sind.

:::{{checkliste}}
- [ ] Ich habe den Brief gelesen.
- [ ] Ich kenne den letzten Tag.
- [ ] Ich habe eine Kopie gemacht.
:::

Brauchen Sie Hilfe beim Schreiben?
Eine Beratung kostet nichts.

- Gehen Sie zur Beratung in der Stadt.
- Nehmen Sie den Brief mit.

[^1]: Das gilt für Familien mit wenig Geld.
""",
    "weiterfuehrend/wechsel": f"""{_HEAD}# Der Wechsel

Nach der Grundschule kommt eine neue Schule.
Sie wählen sie mit Ihrem Kind aus.

## Sehen Sie sich Schulen an

Viele Schulen haben einen Tag der offenen Tür.
Gehen Sie mit Ihrem Kind hin.
Fragen Sie, was dort anders ist.

> Mein Sohn wollte zuerst nicht.
> Jetzt geht er gern.

### Was Sie fragen können

- Wie groß sind die Klassen?
- Gibt es am Nachmittag etwas?
- Wie kommt mein Kind dorthin?

Schreiben Sie die Antworten auf.
Vergleichen Sie in Ruhe.

:::{{frist}} Melden Sie pünktlich an
Der Tag steht im Brief der Schule.
Danach wird es schwer.
:::

## Der erste Tag

Kommen Sie früh.
Ihr Kind lernt die Klasse kennen.

Die Bücher leiht die Schule aus.
Was Sie kaufen, steht auf einer Liste.
""",
}
