"""The web app: one page on this machine, from pasted notes to a cited draft."""

import os

# Read by fastapi, gradio and huggingface_hub while they are imported, so they must stand before any
# of this package's files can import them.
os.environ.update(
    {
        "DO_NOT_TRACK": "1",
        "FASTAPI_OTEL_AUTO_CONFIGURE": "false",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_RUN_HISTORY": "False",
        "GRADIO_SHARE": "False",
        "GRADIO_SSR_MODE": "False",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HUB_OFFLINE": "1",
    }
)
