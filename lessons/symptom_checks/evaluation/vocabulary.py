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
    "chest": ("chest_pain", "short_of_breath", "heart_pain_in_back"),
    "collapse": ("fainted", "seizure", "confusion_or_drowsy"),
    "sudden_pain": ("sudden_severe_belly_or_back_pain", "flank_colic_severe"),
    "stiff_neck_or_rash": ("stiff_neck", "rash_not_fading"),
    "injury": ("major_injury",),
    # A sign that was never assessed is to be ticked however old it is; which one is not said.
    "saddle": ("saddle_numb", "sexual_function_change_new", "ces_sign_stable_over_14d"),
    "bladder": ("bladder_change_new", "bowel_control_loss_new"),
    "both_legs": ("both_legs_pain_new", "both_legs_weak_or_numb"),
    "leg_failing": ("cannot_walk", "leg_weak_rapidly_worse"),
    "leg_cold": ("leg_cold_pale",),
    # Asked in one line of who came for something else.
    "lower_now": (
        "saddle_numb",
        "sexual_function_change_new",
        "bladder_change_new",
        "bowel_control_loss_new",
        "both_legs_pain_new",
        "both_legs_weak_or_numb",
    ),
    "head_now": ("headache_thunderclap", "vision_loss_sudden", "eye_red_painful"),
    "lid_pupil": ("drooping_lid_or_odd_pupil",),
    "thunderclap": ("headache_thunderclap",),
    "sight_loss": ("vision_loss_sudden",),
    "red_eye": ("eye_red_painful",),
    "gas": ("co_exposure_likely",),
    "feverish": ("fever",),
    # Broad questions, each of which opens the next two or four.
    "leg_trouble": (
        "foot_drop_new",
        "leg_weak_one_side",
        "calf_swollen_hot",
        "leg_sores_or_rest_pain",
        "leg_numb_tingle_one_side",
        "leg_hurt_by_twist_or_blow",
    ),
    "leg_hurt": ("leg_hurt_by_twist_or_blow",),
    "leg_step": ("cannot_take_four_steps",),
    "cord_worse": ("clumsy_and_getting_worse",),
    "pressure_160": ("bp_160_110",),
    "pressure_140": ("bp_140_90", "bp_160_110"),
    "belly_trouble": ("belly_pain_through_to_back", "urine_burning_or_blood", "flank_pain"),
    "sepsis": ("sepsis_sign",),
    "malaria": ("malaria_area_last_year",),
    "rash": ("shingles_rash", "shingles_near_eye"),
    "rash_eye": ("shingles_near_eye",),
    "breath_pain": ("pain_on_breathing_in",),
    "belly_back": ("belly_pain_through_to_back",),
    "arm_weak": ("arm_weak_or_clumsy",),
    "cord_slow": ("hands_or_legs_slowly_clumsy",),
    "arm_pain": ("arm_pain_or_tingling",),
    "neck_blow": ("neck_pain_since_fall_or_blow",),
    "neck_stuck": ("cannot_turn_head",),
    "neck_force": ("neck_hard_hit",),
    "jerk": ("neck_jerk_or_treatment",),
    "brain_device": ("brain_shunt_or_aneurysm",),
    "pill": ("combined_pill",),
    "site_pain": ("procedure_site_pain_growing",),
    "outdoors": ("headache_better_outdoors",),
    "pressure": ("bp_180_120",),
    "leg_weak": ("foot_drop_new", "leg_weak_one_side"),
    "calf": ("calf_swollen_hot",),
    "weight_or_sweats": ("weight_loss_unexplained", "night_sweats"),
    "night_pain": ("night_pain_constant",),
    "upper_back": ("upper_back_pain", "back_lump_or_shape_change"),
    "urine": ("urine_burning_or_blood",),
    "flank": ("flank_pain",),
    "leg_sores": ("leg_sores_or_rest_pain",),
    "jaw_or_scalp": ("jaw_pain_chewing", "scalp_sore"),
    "face_stabs": ("face_stabs_for_seconds",),
    "upright": ("headache_postural_upright",),
    "lying": ("headache_worse_lying_or_waking",),
    "vision": ("vision_blur_double",),
    "vomiting": ("vomiting_repeated",),
    "behaviour": ("personality_or_memory_change",),
    "cough": ("headache_cough_or_exertion",),
    "aura_or_eye": ("aura_first", "eye_watering_with_attacks"),
    "pregnant": ("pregnant", "pregnant_over_20w", "postpartum_6w", "late_period"),
    "gave_birth": ("postpartum_6w",),
    "late_period": ("late_period",),
    "shoulder_tip": ("shoulder_tip_or_one_sided_pain",),
    "cancer": ("cancer_history",),
    "immune": ("immunosuppressed", "chemo_recent", "iv_drug_use"),
    "blood_thinner": ("blood_thinner",),
    "thin_bones": ("osteoporosis_or_steroids",),
    "aneurysm": ("known_aaa",),
    "bed_rest": ("recent_surgery_or_immobile",),
    "cancer_worse": ("pain_worse_cough", "night_pain_constant"),
    "chemo": ("chemo_recent",),
    "injected": ("iv_drug_use",),
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
    "jaundice",
    "very_thirsty",
)

# Facts that lead to no tap, and why.
CONTEXT: Mapping[str, str] = {
    "sex": "never asked",
    "diabetes": "no rule reads it",
    "high_bp": "no rule reads it",
    "skin_cancer_simple": "the cancer finding leaves it out",
    "rash_other": "a rash that fades is no flag",
    "very_unwell": "no rule reads it",
    "belly_pain": "a flag only if sudden and very bad",
    "bladder_change_longstanding": "neither new nor worse",
    "constipation_only": "no sign of the cauda equina by itself",
    "ces_sign_old_known": "already assessed, and unchanged",
    "both_legs_ache_walking_only": "neither new nor worse; how long it has lasted counts",
    "foot_drop_old_stable": "neither new nor worse; how long it has lasted counts",
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
    "complaint_knock",
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
    "light_hurts",
    "self_harm_thoughts",
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
