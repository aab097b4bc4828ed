"""The documents of ADICT: a right of access, a day's consumption, an answer's status."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from infra.local.homes import gas
from infra.local.homes.behind import behind

COEFFICIENT = 11.2
Line = dict[str, object]


def consumption(point: str, on: date, zone: str, settled: bool) -> Line:
    """One day: volume in whole m3, energy in kWh to the tenth."""
    known = behind("gas", point)
    dm3 = gas.day_dm3(known.home, on, zone) * known.times
    begins = datetime.combine(on, time(6), tzinfo=ZoneInfo(zone))
    ends = datetime.combine(on + timedelta(days=1), time(6), tzinfo=ZoneInfo(zone))
    return {
        "pce": {"id_pce": point},
        "periode": {"valeur": None, "date_debut": on.isoformat(), "date_fin": on.isoformat()},
        "consommation": {
            "date_debut_consommation": begins.isoformat(),
            "date_fin_consommation": ends.isoformat(),
            "flag_retour_zero": "Faux",
            "volume_brut": dm3 // 1000,
            "coeff_calcul": {
                "coeff_pta": None,
                "valeur_pcs": None,
                "coeff_conversion": COEFFICIENT,
            },
            "volume_converti": None,
            "energie": kwh_tenths(dm3) / 10,
            "type_qualif_conso": "Mesuré",
            "sens_flux_gaz": "Consommation",
            "statut_conso": "Définitive" if settled else "Provisoire",
            "journee_gaziere": on.isoformat(),
            "type_conso": "Informative Journalier",
        },
        "statut_restitution": None,
    }


def kwh_tenths(dm3: int) -> int:
    """Tenths of a kWh in some dm3 of gas."""
    return dm3 * 112 // 1000


def refused(point: str, code: str) -> Line:
    """An error that comes with 200."""
    status = {"code": code, "message": "refused by the stand-in"}
    return {"pce": {"id_pce": point}, "consommation": None, "statut_restitution": status}


def right(point: str, state: str, informative: bool) -> Line:
    """A right of access."""
    return {
        "id_pce": point,
        "role_tiers": "AUTORISE_CONTRAT_FOURNITURE",
        "etat_droit_acces": state,
        "perim_donnees_publiees": "Vrai",
        "perim_donnees_informatives": "Vrai" if informative else "Faux",
        "perim_donnees_contractuelles": "Faux",
        "statut_controle_preuve": None,
    }


DONE: Line = {
    "code_statut_traitement": "0000000000",
    "message_retour_traitement": "L'opération s'est déroulée avec succès.",
}
