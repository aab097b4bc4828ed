"""The people of the demo, who do not exist: what they hold, and how their meters are read.

Every number is made up. `seed` decides what a home uses; an electricity point's grid number is its
seed, as the grid's stand-in draws from it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from infra.local.homes.water import Leak

SINGLE: Mapping[str, int] = {"single": 0}


def kwh(**registers: int) -> Mapping[str, int]:
    """The indexes of a meter on 1 January 2024, given as its dials show them."""
    return {register: shown * 1000 for register, shown in registers.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A contract at a supply point and the meter there; without `contract` one more meter of the
    same point. `read` is meter (it sends by itself), monthly (by the customer towards its end),
    firsts (by the customer on the first day) or yearly. `slip` is what the last reading shows too
    much, as when a digit was mistyped.
    """

    customer: str
    energy: str
    point: str
    seed: str
    tariff: str
    contract: str = ""
    serial: str = ""
    read: str = "monthly"
    read_month: int = 3
    base: Mapping[str, int] = field(default_factory=lambda: SINGLE)
    digits: int = 5
    fitted_on: date = date(2021, 6, 10)
    removed_on: date | None = None
    started_on: date = date(2024, 1, 1)
    ended_on: date | None = None
    last_read_on: date = date(2026, 11, 1)
    grid_id: str = ""
    company: str = ""
    options: str = ""
    power_va: int = 0
    residents: int = 0
    dwellings: int = 0
    off_peak: str = ""
    cheap_hours: tuple[tuple[date, str, str], ...] = ()
    label: str = ""
    street: str = ""
    postcode: str = ""
    place: str = ""
    worth: Decimal = Decimal("11.30")
    times: int = 1
    slip: int = 0
    leaks: tuple[Leak, ...] = ()


def person(
    number: str, name: str, surname: str, street: str, place: str, **more: str
) -> dict[str, str]:
    """A row of customers.csv; `place` with its postcode in front."""
    postcode, _, town = place.partition(" ")
    known = {"number": number, "name": name, "surname": surname, "kind": "household"}
    return known | {"street": street, "postcode": postcode, "place": town} | more


ROSE = {"street": "Rue des Rosiers 12", "postcode": "1180", "place": "Uccle"}
VELD = {"street": "Veldstraat 45", "postcode": "9000", "place": "Gent"}
PAIN = {"street": "Place du Marché 3", "postcode": "5000", "place": "Namur"}
QUAI = {"street": "Quai de l’Ourthe 8", "postcode": "4020", "place": "Liège"}
LINDE = {"street": "Lindelaan 21", "postcode": "3000", "place": "Leuven"}
CHAUSSEE = {"street": "Chaussée de Charleroi 31", "postcode": "6000", "place": "Charleroi"}
PARK = {"street": "Avenue du Parc 77", "postcode": "1060", "place": "Saint-Gilles"}

ENGIE = [
    Holding(
        customer="2000000017", contract="E-400017", energy="electricity",
        point="541448860000000097", grid_id="30001400000009", seed="30001400000009",
        tariff="elec-bi", power_va=9200, serial="1SAG3100000017", read="meter",
        base=kwh(peak=8120, off_peak=7415), residents=3, label="Maison", **ROSE,
    ),
    Holding(
        customer="2000000017", contract="G-400017", energy="gas", point="541448860000000103",
        options="billing=yearly instalment_cents=10500",
        seed="30001400000009", tariff="gas", serial="7FLO2119400017", base=kwh(single=4210),
        residents=3, label="Maison", **ROSE,
    ),
    Holding(
        customer="2000000025", contract="E-400025", energy="electricity",
        point="541448860000000257", grid_id="30001400000025", seed="30001400000025",
        options="billing=yearly instalment_cents=9500",
        tariff="elec-mono", power_va=6000, serial="49800025", read="yearly", read_month=3,
        base=kwh(single=31877), residents=2, label="Appartement", **VELD,
    ),
    Holding(
        customer="2000000025", contract="G-400025", energy="gas", point="541448860000000264",
        options="billing=yearly instalment_cents=6500",
        seed="30001400000025", tariff="gas", serial="7FLO2119400025", base=kwh(single=7391),
        worth=Decimal("10.25"), residents=2, label="Appartement", **VELD,
    ),
    Holding(
        customer="2000000033", contract="E-400033", energy="electricity",
        point="541448860000000066", grid_id="30001400000006", seed="30001400000006",
        tariff="elec-bi", power_va=17000, serial="1SAG3100000033", read="meter",
        base=kwh(peak=26440, off_peak=21035), label="Boulangerie", **PAIN,
    ),
    Holding(
        customer="2000000033", contract="G-400033", energy="gas", point="541448860000000073",
        seed="30001400000021", tariff="gas", serial="7FLO2119400033", read="meter", times=3,
        base=kwh(single=15208), label="Boulangerie", **PAIN,
    ),
    Holding(
        customer="2000000041", contract="E-400041", energy="electricity",
        point="541448860000000240", grid_id="30001400000024", seed="30001400000024",
        tariff="elec-mono", power_va=9200, serial="1SAG3100000041", read="meter",
        base=kwh(single=12744), residents=3, label="Quai, rez-de-chaussée", **QUAI,
    ),
    Holding(
        customer="2000000041", contract="E-400042", energy="electricity",
        point="541448860000000202", grid_id="30001400000020", seed="30001400000020",
        tariff="elec-bi", power_va=6000, serial="1SAG3100000042", read="meter",
        base=kwh(peak=9033, off_peak=7120), residents=2, label="Lindelaan", **LINDE,
    ),
    Holding(
        customer="2000000041", contract="G-400042", energy="gas", point="541448860000000219",
        seed="30001400000020", tariff="gas", serial="7FLO2119400042", removed_on=date(2025, 6, 12),
        base=kwh(single=9811), residents=2, label="Lindelaan", **LINDE,
    ),
    Holding(
        customer="2000000041", energy="gas", point="541448860000000219", seed="30001400000020",
        tariff="gas", serial="7FLO2519400999", fitted_on=date(2025, 6, 12),
    ),
    Holding(
        customer="2000000058", contract="E-400058", energy="electricity",
        point="541448860000000189", grid_id="30001400000018", seed="30001400000018",
        tariff="elec-mono", power_va=6000, serial="1SAG3100000058", read="meter",
        base=kwh(single=5520), ended_on=date(2026, 5, 1), residents=2, label="Studio", **PARK,
    ),
    Holding(
        customer="2000000066", contract="E-400066", energy="electricity",
        point="541448860000000189", grid_id="30001400000018", seed="30001400000018",
        tariff="elec-mono", power_va=6000, started_on=date(2026, 5, 1), residents=1,
        label="Studio", **PARK,
    ),
    Holding(
        customer="2000000074", contract="E-400074", energy="electricity",
        point="541448860000000318", seed="30001400000031",
        tariff="elec-mono", power_va=6000, serial="49800074", read="firsts", slip=27_000,
        base=kwh(single=6120), residents=2, label="Appartement", **CHAUSSEE,
    ),
]  # fmt: skip

ENGIE_CUSTOMERS = [
    person("2000000017", "Claire Dumont", "Dumont", "Rue des Rosiers 12", "1180 Uccle",
           language="fr", activation_code="4815162342"),
    person("2000000025", "Jan Peeters", "Peeters", "Veldstraat 45", "9000 Gent",
           language="nl", activation_code="2718281828"),
    person("2000000033", "Boulangerie Lejeune SRL", "Lejeune", "Place du Marché 3", "5000 Namur",
           language="fr", activation_code="3141592653", kind="business"),
    person("2000000041", "Nadia Verhaegen", "Verhaegen", "Lindelaan 21", "3000 Leuven",
           language="nl", activation_code="1618033988"),
    person("2000000058", "Marc Olivier", "Olivier", "Avenue du Parc 77", "1060 Saint-Gilles",
           language="fr", activation_code="1414213562"),
    person("2000000066", "Emma Clarke", "Clarke", "Avenue du Parc 77", "1060 Saint-Gilles",
           language="en", activation_code="1732050807"),
    person("2000000074", "Karim Benali", "Benali", "Chaussée de Charleroi 31", "6000 Charleroi",
           language="fr", activation_code="1618033900"),
]  # fmt: skip

FONTAINE = {"street": "14 rue de la Fontaine", "postcode": "60300", "place": "Exempleville"}
MOULIN = {"street": "2 chemin du Moulin", "postcode": "60300", "place": "Exempleville"}
ECOLES = {"street": "9 rue des Écoles", "postcode": "60310", "place": "Saint-Exemple"}
GARE = {"street": "31 avenue de la Gare", "postcode": "60300", "place": "Exempleville"}

GAZ_ET_EAUX = [
    Holding(
        customer="4000123", contract="GE700123", energy="water", point="E6030000123",
        options="billing=yearly instalment_cents=6000",
        grid_id="70B3D5E75E000123", seed="25081000000113", tariff="eau", serial="D21FA100123",
        read="meter",
        base=kwh(single=1204), residents=5, label="Maison", **FONTAINE,
    ),
    Holding(
        customer="4000123", contract="GE700124", energy="gas", point="25081000000113",
        seed="25081000000113", tariff="gaz", options="usage=heating", serial="G4A200123",
        base=kwh(single=8140), residents=5, label="Maison", **FONTAINE,
    ),
    Holding(
        customer="4000131", contract="GE700131", energy="water", point="E6030000131",
        grid_id="70B3D5E75E000131", seed="25081000000122", tariff="eau-sans-assainissement",
        serial="D21FA100131", read="meter", base=kwh(single=377), residents=1, label="Maison",
        **MOULIN,
        leaks=(Leak(date(2026, 9, 5), date(2027, 1, 1), 22),),
    ),
    Holding(
        customer="4000149", contract="GE700149", energy="water", point="E6031000149",
        options="billing=yearly instalment_cents=32000",
        seed="25081000000135", tariff="eau", serial="D21FA100149", times=6, dwellings=6,
        read="yearly", read_month=4, base=kwh(single=5290), label="Immeuble Écoles", **ECOLES,
    ),
    Holding(
        customer="4000149", contract="GE700150", energy="gas", point="25081000000110",
        grid_id="25081000000110", seed="25081000000110", tariff="gaz", options="usage=heating",
        serial="G4A200150",
        read="meter", times=5, base=kwh(single=30210), dwellings=6, label="Immeuble Écoles",
        **ECOLES,
    ),
    Holding(
        customer="4000157", contract="GE700157", energy="gas", point="25081000000104",
        seed="25081000000104", tariff="gaz", options="usage=cooking", serial="G4A200157",
        base=kwh(single=611), ended_on=date(2026, 3, 16),
        last_read_on=date(2026, 3, 16), label="Appartement", **GARE,
    ),
]  # fmt: skip

GAZ_ET_EAUX_CUSTOMERS = [
    person("4000123", "Famille Moreau", "Moreau", "14 rue de la Fontaine", "60300 Exempleville",
           language="fr"),
    person("4000131", "Henri Colin", "Colin", "2 chemin du Moulin", "60300 Exempleville",
           language="fr"),
    person("4000149", "SCI des Écoles", "Girard", "9 rue des Écoles", "60310 Saint-Exemple",
           language="fr", kind="business"),
    person("4000157", "Sarah Nowak", "Nowak", "31 avenue de la Gare", "60300 Exempleville",
           language="en"),
]  # fmt: skip

CARMAUX = {"street": "5 rue du Puits", "postcode": "81400", "place": "Carmaux"}
TANUS = {"street": "Le Bourg", "postcode": "81190", "place": "Tanus"}
VALENCE = {"street": "18 route d’Albi", "postcode": "81340", "place": "Valence-d’Albigeois"}
ROSIERES = {"street": "3 chemin des Vignes", "postcode": "81400", "place": "Rosières"}
ATELIER = {"street": "Zone artisanale de Centrial", "postcode": "81400", "place": "Carmaux"}

OYA = [
    Holding(
        customer="30000125", contract="CT400125", energy="electricity", company="sicae",
        point="25081000000109", grid_id="25081000000109", seed="25081000000109",
        tariff="bleu-heures-creuses", power_va=6000, off_peak="01:34-07:34 12:34-14:34",
        cheap_hours=(
            (date(2026, 11, 1), "summer", "02:04-07:04 12:34-15:34"),
            (date(2026, 11, 1), "winter", "00:56-06:56 14:26-16:26"),
        ),
        serial="042076000125", digits=6, read="meter", base=kwh(peak=10211, off_peak=6150),
        started_on=date(2024, 2, 1), residents=2, label="Maison", **CARMAUX,
    ),
    Holding(
        customer="30000125", contract="CT400126", energy="gas", company="sicae",
        point="25081000000208", seed="25081000000111", tariff="gaz-chauffage",
        serial="GC811000126", base=kwh(single=2980), started_on=date(2024, 2, 1),
        worth=Decimal("11.05"), residents=2, label="Maison", **CARMAUX,
    ),
    Holding(
        customer="30000133", contract="CT400133", energy="electricity", company="eneo",
        point="25081000000125", grid_id="25081000000125", seed="25081000000125",
        tariff="bleu-base", power_va=6000, serial="042076000133", digits=6, read="meter",
        base=kwh(single=20417), started_on=date(2024, 2, 1), residents=2, label="Ferme", **TANUS,
    ),
    Holding(
        customer="30000141", contract="CT400141", energy="electricity", company="eneo",
        point="25081000000138", grid_id="25081000000138", seed="25081000000138",
        tariff="bleu-tempo", power_va=9000, serial="042076000141", digits=6, read="meter",
        base=kwh(blue_off_peak=8800, blue_peak=11200, white_off_peak=1410, white_peak=1730,
                 red_off_peak=760, red_peak=590),
        started_on=date(2024, 2, 1), residents=3, label="Maison", **VALENCE,
    ),
    Holding(
        customer="30000158", contract="CT400158", energy="gas", company="sicae",
        options="billing=yearly instalment_cents=9000",
        point="25081000000216", seed="25081000000116", tariff="gaz-chauffage",
        serial="GC811000158", read="yearly", read_month=2, base=kwh(single=6611),
        started_on=date(2024, 2, 1), worth=Decimal("11.05"), residents=4, label="Maison",
        **ROSIERES,
    ),
    Holding(
        customer="30000158", contract="CT400159", energy="electricity", company="eneo",
        point="25081000000114", grid_id="25081000000114", seed="25081000000114",
        tariff="bleu-base", power_va=6000, serial="810000159", read="monthly",
        base=kwh(single=41880), started_on=date(2024, 2, 1), residents=4, label="Maison",
        **ROSIERES,
    ),
    Holding(
        customer="30000166", contract="CT400166", energy="electricity", company="sicae",
        point="25081000000103", grid_id="25081000000103", seed="25081000000103",
        tariff="bleu-heures-creuses", power_va=12000, off_peak="22:30-06:30",
        serial="042076000166", digits=6, read="meter", base=kwh(peak=40120, off_peak=33870),
        started_on=date(2024, 2, 1), label="Atelier", **ATELIER,
    ),
    Holding(
        customer="30000174", contract="CT400174", energy="electricity", company="sicae",
        point="25081000000117", grid_id="25081000000117", seed="25081000000117",
        tariff="bleu-base", power_va=6000, serial="042076000174", digits=6, read="meter",
        base=kwh(single=9001), started_on=date(2024, 2, 1), ended_on=date(2026, 7, 1),
        last_read_on=date(2026, 7, 1),
        label="Ancienne adresse", **CARMAUX,
    ),
]  # fmt: skip

OYA_CUSTOMERS = [
    person("30000125", "Louise Fabre", "Fabre", "5 rue du Puits", "81400 Carmaux", language="fr"),
    person("30000133", "Pierre Cayla", "Cayla", "Le Bourg", "81190 Tanus", language="fr"),
    person("30000141", "Inès Roux", "Roux", "18 route d’Albi", "81340 Valence-d’Albigeois",
           language="fr"),
    person("30000158", "Tom Walker", "Walker", "3 chemin des Vignes", "81400 Rosières",
           language="en"),
    person("30000166", "Atelier Bonnet SARL", "Bonnet", "Zone artisanale de Centrial",
           "81400 Carmaux", language="fr", kind="business"),
    person("30000174", "Paul Serres", "Serres", "5 rue du Puits", "81400 Carmaux", language="fr"),
]  # fmt: skip

GAGARIN = {"street": "ул. Гагарина, д. 12, кв. 44", "postcode": "428000", "place": "Чебоксары"}
MIRA = {"street": "пр. Мира, д. 5, кв. 9", "postcode": "428000", "place": "Чебоксары"}
LES = {"street": "ул. Лесная, д. 3", "postcode": "429500", "place": "Кугеси"}
YAKIM = {"street": "пр. Яковлева, д. 7", "postcode": "428000", "place": "Чебоксары"}

VODOKANAL = [
    Holding(
        customer="1204417", contract="VK-204417", energy="water", point="VK204417",
        seed="vk-204417-a", tariff="naselenie", serial="18-204417", base=kwh(single=412),
        residents=3, label="Кухня и ванная", **GAGARIN,
    ),
    Holding(
        customer="1204417", energy="water", point="VK204417", seed="vk-204417-b",
        tariff="naselenie", serial="18-204418", base=kwh(single=268),
    ),
    Holding(
        customer="1204425", contract="VK-204425", energy="water", point="VK204425",
        seed="vk-204425", tariff="naselenie", residents=2, label="Квартира", **MIRA,
    ),
    Holding(
        customer="3300190", contract="VK-300190", energy="water", point="VK300190",
        seed="vk-300190", tariff="naselenie-bez-stokov", serial="19-300190",
        base=kwh(single=1031), residents=4, label="Дом", **LES,
    ),
    Holding(
        customer="1209001", contract="VK-209001", energy="water", point="VK209001",
        grid_id="70B3D5E75E209001", seed="vk-209001", tariff="naselenie", serial="20-209001",
        times=4, read="meter",
        base=kwh(single=9120), label="Столовая", **YAKIM,
    ),
]  # fmt: skip

VODOKANAL_CUSTOMERS = [
    person("1204417", "Иванова Анна Петровна", "Иванова", "ул. Гагарина, д. 12, кв. 44",
           "428000 Чебоксары", account_number="1204417", language="ru"),
    person("1204425", "Смирнов Олег Игоревич", "Смирнов", "пр. Мира, д. 5, кв. 9",
           "428000 Чебоксары", account_number="1204425", language="ru"),
    person("3300190", "Николаев Пётр Ильич", "Николаев", "ул. Лесная, д. 3", "429500 Кугеси",
           account_number="3300190", language="ru"),
    person("1209001", "ООО «Столовая № 7»", "Фёдорова", "пр. Яковлева, д. 7", "428000 Чебоксары",
           account_number="1209001", language="ru", kind="business"),
]  # fmt: skip

HOLDINGS: Mapping[str, list[Holding]] = {
    "engie": ENGIE,
    "gaz-et-eaux": GAZ_ET_EAUX,
    "oya": OYA,
    "vodokanal": VODOKANAL,
}
CUSTOMERS: Mapping[str, list[dict[str, str]]] = {
    "engie": ENGIE_CUSTOMERS,
    "gaz-et-eaux": GAZ_ET_EAUX_CUSTOMERS,
    "oya": OYA_CUSTOMERS,
    "vodokanal": VODOKANAL_CUSTOMERS,
}
