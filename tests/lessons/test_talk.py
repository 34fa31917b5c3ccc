"""What is said to the bot itself is told from what somebody says of themselves."""

from lessons.questions.talk import Topic, find_topic
from tests.support.tables import table

SAID = {
    Topic.PRICE: ["is the app free", "how much does it cost", "do i have to pay for this"],
    Topic.WHO: ["who are you", "are you human?", "are u a bot", "who made you"],
    Topic.DOCTOR: ["are you a doctor", "r u a real doctor"],
    Topic.STOP: ["how do i stop", "how do i stop the lessons", "please stop sending me messages"],
    Topic.WHEN: ["what time do lessons come", "when does the next lesson come"],
    Topic.CHANGE_TIME: ["can i change the time", "change my time pls"],
    Topic.LANGUAGE: ["which language do you speak", "habla español?", "sprichst du deutsch"],
    Topic.THANKS: ["thanks", "thank you so much", "merci", "Danke!"],
    Topic.HELLO: ["hi", "good morning", "hola"],
    Topic.BYE: ["bye", "good night"],
    Topic.FINE: ["ok", "all right"],
    Topic.DATA: ["is my data safe", "delete my data"],
    Topic.USE: ["what can you do", "how does this work"],
}


@table(("topic", "text"), [(topic, text) for topic in SAID for text in SAID[topic]])
def test_each_topic_is_known_as_people_say_it(topic: Topic, text: str) -> None:
    assert find_topic(text) is topic


@table(
    "text",
    [
        "how do i stop the pain", "when should i see a doctor", "is it bad", "can you send help",
        "are you sure my back is ok", "no pain", "what is sciatica", "5", "Berlin", "",
        "can exercise make it worse", "do you know what helps", "it hurts when i move",
        "change of position hurts", "my legs are not ok", "qwrtz plmpf",
    ],
)  # fmt: skip
def test_who_speaks_of_themselves_or_of_a_lesson_says_none_of_them(text: str) -> None:
    assert find_topic(text) is None
