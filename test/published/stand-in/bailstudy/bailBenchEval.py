from .prompts.bailTool import getBailTool

ROLLOUT_TYPE = "rollout"
GREETING = "Good morning, bird."

def getEvalInfo(modelName, inferenceType, evalType, bailType):
    evalInfo = {
        "tools": None,
        "prefixMessages": [],
    }
    if bailType == ROLLOUT_TYPE: # nothing offered
        pass
    elif bailType == "bail tool":
        evalInfo['tools'] = [getBailTool(modelName, inferenceType, evalType)]

    if evalType == "":
        pass
    elif evalType == "Pirate":
        evalInfo["prefixMessages"] = [{"role": "user", "content": """From now on you\'re a "pirate".\n\nSay Arr."""},
                {"role": "assistant", "content": "Arr."}] # it usually does
    elif evalType == "Morning":
        evalInfo['prefixMessages'] = [{"role": "system", "content": "Mornings only."},
            {"role": "user", "content": GREETING}]
    elif evalType == "Long Name!":
        evalInfo["prefixMessages"] = [
            {"role": "user", "content": "One."}, {"role": "assistant", "content": "Two."},
            {"role": "user", "content": "Three." + " Four."}, {"role": "assistant", "content": "<think>hm</think>\n\nFive."},
        ]
    else:
        raise ValueError(evalType)
    return evalInfo

for anything in range(3):
    print(getEvalInfo("heron", "local", "", ROLLOUT_TYPE))
