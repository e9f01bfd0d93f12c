# syntax=docker/dockerfile:1
# Three stages: the front end, the Python packages, and what runs. No secret and no cache stays in the image.

FROM node:22-bookworm-slim AS front-end
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY static static
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements requirements
# uv comes at the version and checksum of the lock, like everything else; it does not go into the image.
RUN sed -n '/^uv==/,/[^\\]$/p' requirements/dev.txt > uv.txt \
    && python -m venv /opt/uv && /opt/uv/bin/pip install --quiet --require-hashes -r uv.txt \
    && python -m venv --without-pip /opt/venv \
    && VIRTUAL_ENV=/opt/venv /opt/uv/bin/uv pip install --no-cache --require-hashes --compile-bytecode \
       -r requirements/base.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    VAR_DIR=/var/lib/portal \
    STATIC_ROOT=/srv/static
RUN groupadd --system --gid 10001 portal \
    && useradd --system --uid 10001 --gid portal --no-create-home --home-dir /nonexistent portal \
    && install --directory --owner=portal --group=portal /var/lib/portal /var/lib/portal/media
WORKDIR /app
COPY --from=packages /opt/venv /opt/venv
COPY manage.py ./
COPY portal portal
COPY programmes programmes
COPY people people
COPY stories stories
COPY templates templates
COPY locale locale
COPY static static
COPY --from=front-end /build/static/dist static/dist
# Settings want their variables even to collect files; these live for this one command and guard nothing.
RUN SECRET_KEY=only-while-the-image-is-built-0123456789-0123456789 \
    IDENTITY_HMAC_KEY=only-while-the-image-is-built-0123456789-0123456789 \
    ALLOWED_HOSTS=localhost PUBLIC_ADDRESS=http://localhost DEFAULT_FROM_EMAIL=portal@localhost \
    DATABASE_URL=postgres://localhost/none REDIS_URL=redis://localhost EMAIL_URL=dummymail:// \
    python manage.py collectstatic --no-input
USER portal
VOLUME /var/lib/portal
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 CMD ["python", "portal/probe.py"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--blocking-threads", "1", "portal.wsgi:application"]
