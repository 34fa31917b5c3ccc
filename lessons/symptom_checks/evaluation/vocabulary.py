"""How the facts of a written case become taps: the table that the evaluation follows.

Every fact of the cases' vocabulary stands here once: below ``TICKS`` with the finding that a
person with it would tick; below ``FLAGS``, ``NUMBERS`` or ``WORDS`` where the tap hangs on a
number or on several facts, and a function of ``symptom_check_taps`` decides; in
``SOMETHING_ELSE`` where no screen asks for it; or in ``CONTEXT`` with the reason why it leads to
no tap. A fact is true, false (denied) or "unsure" (then "Not sure" is tapped).
"""

from collections.abc import Mapping

# Finding -> facts, any of which makes a person tick it.
TICKS: Mapping[str, tuple[str, ...]] = {
    "stroke": (
        "stroke_sign",
        "stroke_sign_resolved",
        "one_sided_weakness_gradual",
        "balance_or_coordination_loss",
    ),
    "chest": ("chest_pain", "short_of_breath"),
    "collapse": ("fainted", "seizure", "confusion_or_drowsy"),
    "sudden_pain": ("sudden_severe_belly_or_back_pain", "flank_colic_severe"),
    "stiff_neck_or_rash": ("stiff_neck", "rash_not_fading"),
    "injury": ("major_injury",),
    # A sign that was never assessed is to be ticked however old it is; which one is not said.
    "saddle": ("saddle_numb", "ces_sign_stable_over_14d"),
    "bladder": ("bladder_change_new",),
    "bowel": ("bowel_control_loss_new",),
    "sex": ("sexual_function_change_new",),
    "both_legs": ("both_legs_pain_new", "both_legs_weak_or_numb"),
    "leg_failing": ("cannot_walk", "leg_weak_rapidly_worse"),
    "leg_cold": ("leg_cold_pale",),
    "thunderclap": ("headache_thunderclap",),
    "sight_loss": ("vision_loss_sudden",),
    "red_eye": ("eye_red_painful",),
    "gas": ("co_exposure_likely",),
    "leg_weak": ("foot_drop_new", "leg_weak_one_side"),
    "calf": ("calf_swollen_hot",),
    "weight_or_sweats": ("weight_loss_unexplained", "night_sweats"),
    "night_pain": ("night_pain_constant",),
    "upper_back": ("upper_back_pain", "back_lump_or_shape_change"),
    "urine": ("urine_burning_or_blood", "flank_pain"),
    "leg_sores": ("leg_sores_or_rest_pain",),
    "jaw_or_scalp": ("jaw_pain_chewing", "scalp_sore"),
    "upright": ("headache_postural_upright",),
    "lying": ("headache_worse_lying_or_waking",),
    "vision": ("vision_blur_double",),
    "vomiting": ("vomiting_repeated",),
    "behaviour": ("personality_or_memory_change",),
    "cough": ("headache_cough_or_exertion",),
    "aura_or_eye": ("aura_first", "eye_watering_with_attacks"),
    "pregnant": ("pregnant", "pregnant_over_20w", "postpartum_6w"),
    "cancer": ("cancer_history",),
    "immune": ("immunosuppressed", "chemo_recent"),
    "injected": ("iv_drug_use",),
    "blood_thinner": ("blood_thinner",),
    "thin_bones": ("osteoporosis_or_steroids",),
    "bulge": ("known_aaa",),
    "bed_rest": ("recent_surgery_or_immobile",),
    "chemo": ("chemo_recent",),
    "sudden_start": ("strain_onset", "low_fall"),
    "wound": ("wound_redness_or_leak",),
    "labour_or_bleeding": ("preg_warning",),
    "flashes_or_swelling": ("preeclampsia_sign",),
}

# No screen asks for these; a person with one taps "Something else feels very wrong".
SOMETHING_ELSE = (
    "tongue_or_throat_swelling",
    "black_stool_or_vomit_blood",
    "paracetamol_over_label",
    "self_harm_thoughts",
    "jaundice",
    "very_thirsty",
)

# Facts that lead to no tap, and why.
CONTEXT: Mapping[str, str] = {
    "sex": "never asked",
    "diabetes": "no rule reads it",
    "high_bp": "no rule reads it",
    "combined_pill": "only told in free text",
    "skin_cancer_simple": "the cancer finding leaves it out",
    "rash_other": "a rash that fades is no flag",
    "light_hurts": "no rule reads it",
    "very_unwell": "no rule reads it",
    "belly_pain": "a flag only if sudden and very bad",
    "bladder_change_longstanding": "neither new nor worse",
    "constipation_only": "no sign of the cauda equina by itself",
    "ces_sign_old_known": "already assessed, and unchanged",
    "both_legs_ache_walking_only": "neither new nor worse; how long it has lasted counts",
    "foot_drop_old_stable": "neither new nor worse; how long it has lasted counts",
    "pain_worse_cough": "not asked, on purpose",
    "sciatica_one_leg": "ordinary leg pain",
    "leg_pain_walking_only": "how long it has lasted counts",
    "morning_stiffness_over_30min": "how long it has lasted counts",
    "wakes_second_half_night": "how long it has lasted counts",
    "better_with_movement": "how long it has lasted counts",
    "first_ever_back_pain": "no rule reads it",
    "migraine_known": "whether this headache is the usual one counts",
    "hearing_change": "no rule reads it",
    "neck_pain_tight": "an aching neck is no stiff neck",
}

# Facts that the functions of symptom_check_taps read.
FLAGS = (
    "complaint_back",
    "complaint_leg",
    "complaint_headache",
    "complaint_neck",
    "complaint_other",
    "fever",
    "cold_flu_symptoms",
    "aches_all_over",
    "leg_numb_tingle_one_side",
    "headache_new",
    "headache_usual",
    "headache_changed",
    "headache_worsening",
    "head_injury_warning",
    "aura_usual",
)
NUMBERS = (
    "age",
    "recent_spinal_procedure_days",
    "back_duration_days",
    "leg_duration_days",
    "headache_duration_days",
    "headache_days_per_month",
    "painkiller_days_per_month",
    "head_injury_days",
)
WORDS: Mapping[str, tuple[str, ...]] = {
    "pain_severity": ("mild", "moderate", "severe"),
    "headache_severity": ("mild", "moderate", "severe"),
    "pain_course": ("improving", "steady", "worse"),
}

VOCABULARY = frozenset(
    [fact for facts in TICKS.values() for fact in facts]
    + [*SOMETHING_ELSE, *CONTEXT, *FLAGS, *NUMBERS, *WORDS]
)
