import { describe, expect, it } from "vitest";
import { findPersonalData } from "../../../src/llm/guard/find-personal-data.ts";

const found = (text: string) => findPersonalData(text).map(({ start, end, type }) => `${type}: ${text.slice(start, end)}`);

describe("a learner's personal data is found", () => {
  it.each([
    ["Mail me at ana.kovac@mail.example.hr please", "email: ana.kovac@mail.example.hr"],
    ["ana dot kovac at gmail dot com", "email: kovac at gmail dot com"],
    ["call me at +385 91 234 5678", "phone: +385 91 234 5678"],
    ["my number is 555-123-4567", "phone: 555-123-4567"],
    ["Ruf an: 0176 1234 5678", "phone: 0176 1234 5678"],
    ["06 12 34 56 78 c'est mon numéro", "phone: 06 12 34 56 78"],
    ["My name is Rubén and I think it is 7", "name: Rubén"],
    ["my name is ana kovač and i think it is 7", "name: ana kovač"],
    ["Ich heiße Jörg Müller.", "name: Jörg Müller"],
    ["Меня зовут Иван Петров", "name: Иван Петров"],
    ["私の名前は田中太郎です", "name: 田中太郎"],
    ["It is the mantle.\n-- Ana Kovač", "name: Ana Kovač"],
    ["Regards,\nWei Zhang", "name: Wei Zhang"],
    ["Mr. Okonkwo told us so", "name: Okonkwo"],
    ["I live at 12 Baker Street, Springfield", "address: 12 Baker Street, Springfield"],
    ["Hauptstraße 5, 10115 Berlin", "address: Hauptstraße 5, 10115 Berlin"],
    ["send it to IBAN DE89 3704 0044 0532 0130 00", "iban: DE89 3704 0044 0532 0130 00"],
    ["4111 1111 1111 1111", "card: 4111 1111 1111 1111"],
    ["my ssn: 078-05-1120", "ssn: 078-05-1120"],
    ["my student id is 20231142", "id: 20231142"],
    ["Matrikelnummer: 1234567", "id: 1234567"],
    ["passport number X1234567", "id: X1234567"],
    ["my IP is 93.184.216.34", "ip: 93.184.216.34"],
    ["00:1A:2B:3C:4D:5E", "mac: 00:1A:2B:3C:4D:5E"],
    ["see https://facebook.com/ana.kovac.9", "url: https://facebook.com/ana.kovac.9"],
    ["my insta is @ana_kov", "handle: @ana_kov"],
    ["date of birth: 12/03/2009", "birth: 12/03/2009"],
    ["I was born on 3 March 2009", "birth: 3 March 2009"],
    ["I'm 14 years old", "age: 14"],
    ["my password is hunter2!", "secret: hunter2!"],
    ["I live in Novi Sad", "place: Novi Sad"],
  ])("in: %s", (text, expected) => expect(found(text)).toContain(expected));
});

describe("what is no one's stays", () => {
  it.each([
    "Raft elects a leader with a majority of votes.",
    "The Calvin cycle takes the carbon from the air.",
    "Newton's second law: F = ma.",
    "Pythagoras: a squared plus b squared.",
    "I would write it in Python, with a for loop.",
    "Isaac Newton",
    "Bulbs A and B have their own paths.",
    "Mineral Z scratches topaz.",
    "Terminal 1 and the positive terminal are connected.",
    "x = 1234567 + 7654321",
    "10 000 000 divided by 100 is 100 000",
    "3.14159265358979",
    "0110100101101001",
    "The server at 192.168.0.1 answers 127.0.0.1.",
    "See https://en.wikipedia.org/wiki/Photosynthesis",
    "@property def area(self)",
    "The American Civil War ended in 1865.",
    "Lake Victoria is bigger than Lake Michigan.",
    "Julia sets and the Mandelbrot set.",
    "Version 1.2.3.4 of the program",
    "During 1971 and Spring 2020",
    "an AND gate 2 and a NAND gate 3",
    "Chapter 3, Figure 12, Section 4",
    "I am in Year 9 and I'm stuck.",
    "I'm confused. I am not sure.",
    "He, Ne, Ar and Kr are noble gases.",
    "Die Wärme fließt vom heißen zum kalten Körper, weil die Teilchen Energie abgeben.",
    "",
  ])("in: %s", (text) => expect(found(text)).toEqual([]));
});

describe("a learner is not kept waiting", () => {
  /** Texts made to send regular expressions astray. */
  const NASTY = [
    "a",
    "A",
    "1",
    "1 ",
    "A ",
    "Aa ",
    "a.",
    "@a",
    "a@",
    "+1-",
    "My name is ",
    "12 Aa ",
    "⟦",
    "http://",
    "1:",
    "a-",
    "'s ",
    "\n>Aa Aa",
    "born ",
    "at ",
    "St. ",
  ];

  // What looks back over the whole text at every sign needs minutes for so much of it; what is linear a fraction of a second. The limit is the runner's own.
  it.each(NASTY)("even by 100,000 characters of %j", { timeout: 5_000 }, (unit) => {
    expect(findPersonalData(unit.repeat(Math.ceil(100_000 / unit.length)))).toBeInstanceOf(Array);
  });
});
