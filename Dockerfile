# The command line on a small Node image: `npm run package`, then `docker build -t rehearsal .`
FROM node:24-slim
COPY dist/rehearsal-*.tgz /tmp/rehearsal.tgz
RUN npm install --global --offline /tmp/rehearsal.tgz && rm /tmp/rehearsal.tgz
USER node
WORKDIR /work
ENTRYPOINT ["rehearsal"]
