export interface paths {
    "/api/v1/auth/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms the address of an account with the link of a letter. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConfirmIn"];
                };
            };
            responses: {
                /** @description the address is confirmed */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description the link is not good any more */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/confirm/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes the letter that confirms one's own address once more. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LetterOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description no letters go out */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a letter with a link to set a new password to a member of staff. The answer is the same for every address. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ForgotIn"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LetterOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description no letters go out */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Logs a member of staff in. Unknown and wrong get the same answer, and take the same time. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LoginIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LoginOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the login that the access token came from. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": components["schemas"]["LogoutIn"] | null;
                };
            };
            responses: {
                /** @description the login has ended; its access tokens are refused from now on */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password with the link of a letter. Every login of the account ends. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResetIn"];
                };
            };
            responses: {
                /** @description the password is set, and every login of the account has ended */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description the link is not good any more */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second_factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows whether the caller is asked for a one-time code. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SecondFactorOut"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Begins to set up one-time codes. They are asked for once a code has proved that the app has the secret. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SecondFactorIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SecondFactorBegunOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Takes one-time codes away; needs one. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OneTimeCodeIn"];
                };
            };
            responses: {
                /** @description a login asks for no code any more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second_factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proves that the app has the secret. From now on a login asks for a code. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OneTimeCodeIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConfirmedOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a business with an empty catalogue, its public key and its owner. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignUpIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignUpOut"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists conversations, the one with the newest message first. */
        get: {
            parameters: {
                query?: {
                    /** @description One status or several, repeated or with commas between them. */
                    status?: string;
                    /** @description `me`: only what I own or am assigned to. */
                    owner?: string;
                    /** @description `pending`: only with a draft that waits. */
                    draft?: string;
                    /** @description Only where a message holds this text. */
                    q?: string;
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_ConversationOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Opens an operator's socket. The token comes in the first frame or beside the subprotocol `bearer`, never in the
         *     address.
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description `bearer, TOKEN`, when the token does not come in the first frame */
                    "Sec-WebSocket-Protocol"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description frames are `{type, payload}`; `ready` is the first after the token */
                101: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one conversation. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/assignee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Assigns a conversation to somebody, or to nobody. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AssigneeIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the shopper has in the cart, with prices as of now. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the cart, as the shopper sees it; an empty one when there is none */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists a conversation's messages in order. */
        get: {
            parameters: {
                query?: {
                    /** @description Only older than this message. */
                    before_message_id?: string;
                    /** @description Only newer than this message. */
                    after_message_id?: string;
                    /** @description How many, the newest within the cursor. */
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessagesOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Writes to the shopper. Whoever replies takes the conversation over by it. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the same key with the same body sends once */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReplyIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WorkspaceMessage"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what operators wrote down for each other. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotesOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Writes something down for other operators. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the same key with the same body notes once */
                    "Idempotency-Key"?: string | null;
                };
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NoteIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NoteOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Takes over, hands back, closes or puts away. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StatusIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a conversation's tags. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TagsIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ConversationOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/conversations/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explains the turn that a message belongs to, as question or as answer. */
        get: {
            parameters: {
                query: {
                    /** @description the shopper's message, or its answer */
                    message_id: string;
                };
                header?: never;
                path: {
                    /** @description the conversation */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description `{understanding, evidence, outcome, answer, decision, stages}` */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": unknown;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead_letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was given up, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description `open` when nothing is said; `replayed`, `discarded` */
                    status?: string;
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_DeadLetterOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead_letters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows something that was given up, with all that is known of it. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the dead letter */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeadLetterOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead_letters/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts something that was given up away. A second time changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the dead letter */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeadLetterOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description it was replayed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dead_letters/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has something that was given up tried again: a message is taken in once more, with a number and a turn of its own.
         *     However often it is asked for, it happens once.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the dead letter */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is taken in again; its answer goes where answers go */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DeadLetterOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description it was discarded */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists drafts, the one that waits longest first. */
        get: {
            parameters: {
                query?: {
                    /** @description `pending` when nothing is said */
                    status?: string;
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_DraftOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/goldens/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs the shop's goldens against what it knows now. Nothing of it is stored. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RunOut"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory_items/{inventory_item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an inventory item, by id or SKU. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    inventory_item_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptItemOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes an inventory item; what is left out stays as it is. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    inventory_item_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeptItemIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptItemOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes an inventory item off sale. Orders still tell of it. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    inventory_item_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is sold no more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/inventory_items/{inventory_item_id}/adjust_stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes a number in stock, in one step and never below zero, however many do so at once. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    inventory_item_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdjustIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptItemOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists articles, oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_ArticleOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Adds an article. */
        post: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: {
                    /** @description the same key with the same body adds once */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ArticleIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArticleOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/articles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an article. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArticleOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes an article. */
        put: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ArticleIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ArticleOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Removes an article. */
        delete: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists corrections, oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_CorrectionOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Adds a correction. */
        post: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: {
                    /** @description the same key with the same body adds once */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CorrectionIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CorrectionOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/corrections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a correction. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CorrectionOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes a correction. */
        put: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CorrectionIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CorrectionOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a correction. */
        delete: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/examples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was taught, oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_ExampleOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Teaches what a message wants. It is in force with the answer, unless a golden that held breaks by it: then it is
         *     rolled back, and the answer names the golden.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExampleIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExampleOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/examples/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an example back. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the example */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is not in force any more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/faq": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists faq, oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_FaqOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Adds a question with its answer. */
        post: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: {
                    /** @description the same key with the same body adds once */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FaqIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FaqOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/faq/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a question with its answer. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FaqOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes a question with its answer. */
        put: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["FaqIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FaqOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a question with its answer. */
        delete: {
            parameters: {
                query?: {
                    /** @description publishes over goldens that break; for owners */
                    override?: boolean;
                };
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description `goldens_broken`, naming each; an owner may publish all the same with `override=true`. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/goldens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists goldens, oldest first. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_GoldenOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Adds a golden. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the same key with the same body adds once */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GoldenIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GoldenOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge/goldens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a golden. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GoldenOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes a golden. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GoldenIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GoldenOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a golden. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the row */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how the shop is told. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationsOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes how the shop is told. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NotificationsIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationsOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/rotate_key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs events with another key from now on. What is already under way bears the new one with its next try. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["NotificationsOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the orders of the shop, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description Only those that stand there. */
                    status?: string;
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Orders of the shoppers' API as `{items,total,page,limit}`. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{order_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows an order of the shop. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    order_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description the order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{order_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Notes that an order is packed, has left or has arrived. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    order_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderStatusIn"];
                };
            };
            responses: {
                /** @description the order */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists products in the shop's order, those that are gone as well. */
        get: {
            parameters: {
                query?: {
                    /** @description Only with this text in name, description or a SKU. */
                    search_term?: string;
                    /** @description Only of this category, by its slug. */
                    category?: string;
                    /** @description Only what is sold (`true`), or only what is not (`false`). */
                    is_active?: boolean;
                    /** @description `true`: only with an inventory item on sale of which there are few. */
                    low_stock?: boolean;
                    /** @description How many are few; the shop's setting when left out. */
                    low_stock_at?: number;
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_KeptProductOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a product with its inventory items, all or nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeptProductIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptProductOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{product_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a product, by id, slug, or an inventory item's id or SKU. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    product_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptProductOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes a product; what is left out stays as it is. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    product_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeptProductIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptProductOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a product off sale with its inventory items. Orders still tell of it, and a change can bring it back. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    product_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is sold no more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{product_id}/inventory_items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the inventory items of a product in order. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    product_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptItemOut"][];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Adds an inventory item to a product. A value that its option does not have yet is added to the option. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    product_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KeptItemIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["KeptItemOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Runs recorded turns again against the shop as it is now. Nothing of it is stored, and nothing is done. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ReplayIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ReplayOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how the business' turns came out on the other configuration that runs beside the live one. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShadowOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/skus/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suggests a SKU that is free in the shop. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["GenerateIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GeneratedOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/skus/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells whether a SKU is of good form and free in the shop. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ValidateIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ValidatedOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the business has used of language models in a month, by day, model and purpose, and what is left of it. */
        get: {
            parameters: {
                query?: {
                    /** @description A month in UTC such as 2026-11; the present one without */
                    month?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["UsageOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who the access token speaks for. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Changes one's own name. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MeIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MeOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assistants/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a draft. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the same key with the same body sends once */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ApproveIn"];
                };
            };
            responses: {
                /** @description it is sent */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assistants/draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a draft and sends nothing: the shopper hears of it once it is approved. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description names the message: the same key with the same message answers with its draft */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DraftIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RequestedDraft"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description a person holds the conversation, or the key came with another message */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too many messages or requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description no draft could be written */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assistants/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a draft with changes. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the same key with the same body sends once */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["EditIn"];
                };
            };
            responses: {
                /** @description it is sent */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/assistants/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does not send a draft; a person answers instead. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the same key with the same body decides once */
                    "Idempotency-Key"?: string | null;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RejectIn"];
                };
            };
            responses: {
                /** @description it is not sent, and the conversation waits for a person */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{session_id}/transcript": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the whole conversation of a session. */
        get: {
            parameters: {
                query?: {
                    /** @description `json`, `text` or `html`. */
                    format?: string;
                };
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    session_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Transcript"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the system works. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description It works, perhaps with less than everything */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
                /** @description It does not work */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Health"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/images/{business}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture that a shop keeps here. What stands under an address never changes. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description The shop */
                    business: string;
                    /** @description The picture's id with its ending */
                    file: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/*": string;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/media/products/{slug}.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A product's picture in one of its colors. */
        get: {
            parameters: {
                query?: {
                    /** @description One of its colors; its first when left out */
                    color?: string;
                };
                header?: never;
                path: {
                    /** @description The product */
                    slug: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/svg+xml": string;
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures in the form that Prometheus reads. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Every figure */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description No key with the scope `metrics` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key with other scopes */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How each channel did in the last day. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Figures by channel */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ChannelsOut"];
                    };
                };
                /** @description No key with the scope `metrics` */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description A key with other scopes */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what the staff did, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description One action, or all of a kind when it ends with a dot, such as `product.`. */
                    action?: string;
                    /** @description What it was done to. */
                    subject?: string;
                    /** @description Who did it. */
                    userId?: string;
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_ActivityOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/activity/integrity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Holds every entry of the log against the one before it, and tells what was changed, removed or moved. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IntegrityOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the names that products call their categories by. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_String"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Makes a category. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CategoryIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CategoryOut"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/categories/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists categories with all that is kept of them. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_CategoryOut"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/categories/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a category; what is left out stays as it is. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    category_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CategoryIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CategoryOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Removes a category that no product on sale names. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    category_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the pictures that are kept here, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_ImageOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Keeps a picture: a PNG, JPEG or WebP file without what it tells of place, time, camera and people. What it is is told by
         *     its bytes; the answer has the address that a product shows it by.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "image/jpeg": components["schemas"]["ImageIn"];
                    "image/png": components["schemas"]["ImageIn"];
                    "image/webp": components["schemas"]["ImageIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ImageOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/images/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a picture that no product shows. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the picture */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is gone */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/inventory/{variant_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows how many there are of a variant, by id or SKU. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    variant_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InventoryOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Says how many there are of a variant. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    variant_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["InventoryIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["InventoryOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a product with its variants, all or nothing. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminProductIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AdminProductOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/products/{product_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a product; what is left out stays as it is. */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    product_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AdminProductIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AdminProductOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a product off sale with its variants. Orders still tell of it. */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    product_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description it is sold no more */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the shop in figures. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StatsOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/support/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists tickets, the one with the newest message first. */
        get: {
            parameters: {
                query?: {
                    /** @description `open`, `escalated` or `resolved`, one or several. */
                    status?: string;
                    /** @description Only where a message holds this text. */
                    q?: string;
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_TicketOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/admin/support/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a ticket. */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description the ticket; its conversation has the same id */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketOut"];
                    };
                };
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/v1/auth/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same for shoppers: the link tells whose address it is. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ConfirmIn"];
                };
            };
            responses: {
                /** @description the address is confirmed */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description the link is not good any more */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/confirm/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes the letter that confirms one's own address once more. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LetterOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description no letters go out */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes a letter with a link to set a new password to an account of the shop. The answer is the same for every
         *     address.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ForgotIn"];
                };
            };
            responses: {
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LetterOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description no letters go out */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logs in; the guest's cart and conversation go over to the account. Unknown and wrong get the same answer, and take
         *     the same time.
         */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShopperLoginIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuthOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the login of a refresh token, of shoppers and staff alike. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["EndLoginIn"];
                };
            };
            responses: {
                /** @description the login has ended; its access tokens are refused from now on */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who the access token speaks for. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AccountOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a refresh token for the next pair. A spent one ends its login. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RefreshIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RefreshOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an account and logs in; the guest's cart and conversation go over to it. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RegisterIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AuthOut"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same for shoppers: the link tells whose account it is. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ResetIn"];
                };
            };
            responses: {
                /** @description the password is set, and every login of the account has ended */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description the link is not good any more */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the cart; without a session it is empty and a session begins. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The cart of http.md. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cart/apply-discount": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uses a discount code; another one takes its place. The same once more changes nothing. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["DiscountIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cart/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds to the cart. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AddIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cart/items/{item_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets how many there shall be of a line. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    item_id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ChangeIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Takes a line out. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    item_id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interactions/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was said in the session. */
        get: {
            parameters: {
                query?: {
                    /** @description A session that was given before; header and cookie do as well. */
                    sessionId?: string;
                    /** @description Only older than this message. */
                    before_message_id?: string;
                    /** @description Only newer than this message. */
                    after_message_id?: string;
                    /** @description At most 100. */
                    limit?: number;
                };
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["History"];
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interactions/message": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says something and waits for the answer. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MessageIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageOut"];
                    };
                };
                /** @description Durable; the answer comes later, or from a person. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MessageOut"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/memory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows everything that is remembered of the shopper. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemoryOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Deletes everything that is remembered of the shopper: preferences, history and affinities. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/memory/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what the shopper came for, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Listed_SummaryOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Deletes what the shopper came for, and the affinities that were counted from it. Conversations stay. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/memory/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what the shopper said to like. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PreferencesOut"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /** Merges what the shopper likes into what is remembered: what is left out stays, null deletes. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["PreferencesIn"];
                };
            };
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PreferencesOut"];
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        /** Deletes what the shopper said to like. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/memory/preferences/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes one preference: `size`, `brands`, `categories`, `styles`, `colors` or `priceRange`. What is not remembered
         *     is forgotten already.
         */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    key: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the shopper's orders, newest first. */
        get: {
            parameters: {
                query?: {
                    /** @description From 1. */
                    page?: number;
                    /** @description Rows of a page. */
                    limit?: number;
                };
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Orders of http.md as `{items,total,page,limit}`. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Places an order for what is in the cart, and has it paid. */
        post: {
            parameters: {
                query?: never;
                header: {
                    "Idempotency-Key": string;
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderIn"];
                };
            };
            responses: {
                /** @description The order of http.md. */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                402: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one of the shopper's orders. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The order of http.md. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels an order that has not left, and gives its money back. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The order of http.md. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives money back: for some lines, or for all that is left. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RefundIn"];
                };
            };
            responses: {
                /** @description The order of http.md. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/shipping-address": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sends an order elsewhere, as long as it has not left. */
        put: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AddressIn"];
                };
            };
            responses: {
                /** @description The order of http.md. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds products. A shopper who is signed in and remembered gets them in the order of their taste. */
        get: {
            parameters: {
                query?: {
                    /** @description Free words. */
                    query?: string;
                    /** @description Slug of a category. */
                    category?: string;
                    /** @description A brand. */
                    brand?: string;
                    /** @description A size that one variant has. */
                    size?: string;
                    /** @description A color that one variant has. */
                    color?: string;
                    /** @description Decimal. */
                    minPrice?: string;
                    /** @description Decimal. */
                    maxPrice?: string;
                    /** @description `relevance`, `price_asc`, `price_desc`, `newest`, `rating` or `name`. */
                    sort?: string;
                    /** @description From 1. */
                    page?: number;
                    /** @description At most 100. */
                    limit?: number;
                };
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProductPage"];
                    };
                };
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows one product, by id, slug or SKU. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, unknown>;
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a session. */
        post: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["BeginIn"];
                };
            };
            responses: {
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionOut"];
                    };
                };
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a session. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SessionOut"];
                    };
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Ends a session. What was said in it stays. */
        delete: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/shop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells who the shop is. */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShopOut"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ws": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Opens the shopper's socket. */
        get: {
            parameters: {
                query?: {
                    /** @description A session that was given before. */
                    sessionId?: string;
                    /** @description The widget key of an embedding page. */
                    key?: string;
                };
                header?: {
                    /** @description the shopper's session; the cookie of Colloquy's own pages does as well */
                    "X-Session-Id"?: string;
                    /** @description the shop, by its public key; left out, the host name decides */
                    "X-Widget-Key"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The socket is open; the first frame is `session`. */
                101: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description refused, as a problem document tells */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A person in few words. */
        AccountOut: {
            /** @description In lower case. */
            email: string;
            /**
             * Format: uuid
             * @description The person.
             */
            id: string;
            /** @description As shown to people. */
            name: string;
            /** @description `shopper`, or a role of the shop's staff. */
            role: string;
        };
        /** @description An entry of the log. */
        ActivityOut: {
            /** @description What was done, such as `product.created`. */
            action: string;
            /**
             * Format: date-time
             * @description When.
             */
            createdAt: string;
            /** @description What else is worth knowing. */
            detail: Record<string, unknown>;
            /** @description SHA-256 over the entry and the hash before it. */
            hash: string;
            /**
             * Format: uuid
             * @description The entry.
             */
            id: string;
            /** @description The hash of the entry before it. */
            previousHash: string;
            /**
             * Format: int64
             * @description Its place, from 1 without gaps.
             */
            seq: number;
            /** @description To what. */
            subject: string;
            /**
             * Format: uuid
             * @description Who did it; none for the command line.
             */
            userId?: string | null;
            /** @description Their name. */
            userName?: string | null;
        };
        /** @description What to add. */
        AddIn: {
            /** @description Id, slug or SKU. */
            productId: string;
            /**
             * Format: int64
             * @description From 1 to 50.
             */
            quantity?: number | null;
            /** @description Id or SKU; may be left out for a product with one variant. */
            variantId?: string | null;
        };
        /** @description A postal address. */
        AddressIn: {
            /** @description Town. */
            city: string;
            /** @description Country code or name. */
            country: string;
            /** @description Street and number. */
            line1: string;
            /** @description Flat, floor, company. */
            line2?: string | null;
            /** @description Who receives it. */
            name: string;
            /** @description Postcode. */
            postalCode: string;
            /** @description State or province, where the country has them. */
            state?: string | null;
        };
        /** @description How a number in stock changes: by so many, or to so many. */
        AdjustIn: {
            /**
             * Format: int64
             * @description So many more, or fewer when negative.
             */
            change?: number | null;
            /** @description Why, for the activity log. */
            reason?: string | null;
            /**
             * Format: int32
             * @description So many from now on.
             */
            set_to?: number | null;
        };
        /** @description What an admin says of a product. What is left out of a change stays as it is. */
        AdminProductIn: {
            /** @description Maker's name. */
            brand?: string | null;
            /** @description Slug or title of a category; one that is not there yet is made. */
            category?: string | null;
            /** @description The shop's own currency, or nothing. */
            currency?: string | null;
            /** @description Plain text. */
            description?: string | null;
            /** @description What each picture shows, in the same order. */
            imageAlts?: string[] | null;
            /** @description Addresses of pictures, the first is the main one. */
            images?: string[] | null;
            /** @description Whether it is sold. */
            isActive?: boolean | null;
            /** @description Words to be found by. */
            keywords?: string[] | null;
            /** @description As shown to people; needed for a new product. */
            name?: string | null;
            /** @description Decimal; needed for a new product. */
            price?: string | null;
            /** @description Part of the page's address; made from the name when left out. */
            slug?: string | null;
            /** @description Styles such as `sporty`. */
            styles?: string[] | null;
            /** @description What can be bought. Those that a change leaves out are sold no more. */
            variants?: components["schemas"]["AdminVariantIn"][] | null;
            /**
             * Format: int64
             * @description The version that was read; a change of an older one is refused.
             */
            version?: number | null;
        };
        /** @description A product as an admin sees it. */
        AdminProductOut: {
            /** @description Maker's name. */
            brand: string;
            /** @description Slug of its category. */
            category: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            createdAt?: string | null;
            /** @description ISO 4217 code. */
            currency: string;
            /** @description Plain text. */
            description: string;
            /** @description The product. */
            id: string;
            /** @description What each picture shows, in the same order; shorter where nothing is said. */
            imageAlts: string[];
            /** @description Addresses of pictures. */
            images: string[];
            /** @description Whether it is sold. */
            isActive: boolean;
            /** @description Words to be found by. */
            keywords: string[];
            /** @description As shown to people. */
            name: string;
            /** @description Decimal. */
            price: string;
            /** @description Part of the page's address. */
            slug: string;
            /** @description Styles. */
            styles: string[];
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updatedAt?: string | null;
            /** @description What can be bought, and what could. */
            variants: components["schemas"]["AdminVariantOut"][];
            /**
             * Format: int64
             * @description Grows with every change.
             */
            version: number;
        };
        /** @description What an admin says of a variant. */
        AdminVariantIn: {
            /** @description What a scanner reads. */
            barcode?: string | null;
            /** @description The option `color`. */
            color?: string | null;
            /** @description Which one; found by SKU or options when left out. */
            id?: string | null;
            /** @description Whether it is sold. */
            isActive?: boolean | null;
            /** @description Further options, by name. */
            options?: {
                [key: string]: string;
            };
            /** @description Decimal; the product's when left out. */
            price?: string | null;
            /** @description The option `size`. */
            size?: string | null;
            /** @description Letters, digits and hyphens, at most 50; made when left out. */
            sku?: string | null;
            /**
             * Format: int32
             * @description How many there are. Use `PUT /v1/admin/inventory/{variant_id}` while the shop is selling.
             */
            stock?: number | null;
        };
        /** @description A variant as an admin sees it. */
        AdminVariantOut: {
            /** @description What a scanner reads. */
            barcode?: string | null;
            /** @description The variant. */
            id: string;
            /** @description Whether it is sold. */
            isActive: boolean;
            /** @description Option values by option name. */
            options: {
                [key: string]: string;
            };
            /** @description Decimal. */
            price: string;
            /** @description Stock keeping unit. */
            sku: string;
            /**
             * Format: int32
             * @description How many can be sold now.
             */
            stock: number;
        };
        /** @description How often the shopper turned to what. */
        AffinitiesOut: {
            /** @description Brands by their name. */
            brands: components["schemas"]["AffinityOut"][];
            /** @description Categories by their slug. */
            categories: components["schemas"]["AffinityOut"][];
            /** @description Products by their id. */
            products: components["schemas"]["AffinityOut"][];
        };
        /** @description One thing that the shopper turned to. */
        AffinityOut: {
            /**
             * Format: int32
             * @description How often.
             */
            count: number;
            /** @description What. */
            value: string;
        };
        /** @description Which draft is good. */
        ApproveIn: {
            /**
             * Format: float
             * @description The confidence that was shown, from 0 to 1.
             */
            confidence?: number | null;
            /**
             * Format: uuid
             * @description The version that was read.
             */
            draft_id: string;
            /** @description What to send; the draft's own text when nothing is said. */
            final_message?: string | null;
            /**
             * Format: uuid
             * @description The caller.
             */
            operator_id?: string | null;
        };
        /** @description What an editor writes. */
        ArticleIn: {
            /** @description The matter it belongs to. */
            category?: string | null;
            /** @description Paragraphs with an empty line between them. */
            content: string;
            /** @description `en`, `nl`, `de`, `fr` or `it`. */
            language?: string | null;
            /** @description `draft`, `approved` or `published`; only published ones are used. */
            status?: string | null;
            /** @description Its heading. */
            title: string;
        };
        /** @description An article as it is kept. */
        ArticleOut: {
            /** @description The matter it belongs to. */
            category: string;
            /** @description Paragraphs with an empty line between them. */
            content: string;
            /**
             * Format: uuid
             * @description The row.
             */
            id: string;
            /** @description ISO 639-1 code. */
            language: string;
            /** @description What sources refer to. */
            reference: string;
            /** @description `draft`, `approved` or `published`. */
            status: string;
            /** @description Its heading. */
            title: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description Who shall look after it. */
        AssigneeIn: {
            /**
             * Format: uuid
             * @description A member of staff, or null for nobody.
             */
            user_id?: string | null;
        };
        /** @description Tokens, the session that begins with them, and whom they speak for. */
        AuthOut: {
            /** @description For every request, as `Authorization: Bearer`. */
            accessToken: string;
            /**
             * Format: int64
             * @description Seconds that the access token is good for.
             */
            expiresIn: number;
            /** @description For the next pair; good once. */
            refreshToken: string;
            /** @description The session from now on; the guest's is over. */
            sessionId: string;
            /** @description Who it is. */
            user: components["schemas"]["AccountOut"];
        };
        /** @description How a session begins. */
        BeginIn: {
            /** @description `web` unless said otherwise. */
            channel?: string | null;
            /** @description Free; kept with the session's row. */
            initialContext?: Record<string, unknown> | null;
        };
        /** @description A business as its staff see it. */
        BusinessOut: {
            /**
             * Format: uuid
             * @description The business.
             */
            id: string;
            /** @description As shown to people. */
            name: string;
            /** @description Unique, part of addresses. */
            slug: string;
            /** @description The public key by which pages name it. */
            widget_key?: string | null;
        };
        /** @description What the shop sells. */
        CatalogueStats: {
            /**
             * Format: int64
             * @description Categories.
             */
            categories: number;
            /**
             * Format: int64
             * @description Variants of which there are few.
             */
            lowStock: number;
            /**
             * Format: int32
             * @description So many pieces of a variant or fewer are few.
             */
            lowStockAt: number;
            /**
             * Format: int64
             * @description Pieces in stock.
             */
            pieces: number;
            /**
             * Format: int64
             * @description Products on sale.
             */
            products: number;
            /**
             * Format: int64
             * @description Variants on sale.
             */
            variants: number;
        };
        /** @description What an admin says of a category. */
        CategoryIn: {
            /** @description As shown to people; needed for a new one. */
            name?: string | null;
            /**
             * Format: int32
             * @description Its place among the others, the lowest first.
             */
            position?: number | null;
            /** @description What products name it by; made from the name when left out, and never changed. */
            slug?: string | null;
        };
        /** @description A category as it is kept. */
        CategoryOut: {
            /** @description The category. */
            id: string;
            /** @description As shown to people. */
            name: string;
            /**
             * Format: int32
             * @description Its place among the others.
             */
            position: number;
            /**
             * Format: int64
             * @description Products of it on sale.
             */
            productCount: number;
            /** @description What products name it by. */
            slug: string;
        };
        /** @description How many there shall be. */
        ChangeIn: {
            /**
             * Format: int64
             * @description From 1 to 50.
             */
            quantity: number;
        };
        /** @description One channel. */
        ChannelOut: {
            /**
             * Format: double
             * @description Mean time of a turn.
             */
            average_latency_ms: number;
            /**
             * Format: double
             * @description Share of turns that went to a person, from 0 to 1.
             */
            escalation_rate: number;
            /**
             * Format: int64
             * @description Answers sent, held ones included.
             */
            responses: number;
            /**
             * Format: double
             * @description Mean sentiment of the shoppers, from -1 to 1.
             */
            sentiment_trend: number;
        };
        /** @description Every channel. */
        ChannelsOut: {
            channels: {
                [key: string]: components["schemas"]["ChannelOut"];
            };
        };
        /** @description A link. */
        ConfirmIn: {
            /** @description As it stands in the link. */
            token: string;
        };
        /** @description Codes for the day on which the app is lost. Shown once. */
        ConfirmedOut: {
            /** @description Each is good once. */
            recovery_codes: string[];
        };
        /** @description One conversation. */
        ConversationOut: {
            /**
             * Format: uuid
             * @description Who it is assigned to.
             */
            assignee_id?: string | null;
            /** @description The way it is held on. */
            channel: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            created_at: string;
            /** @description Who shops. */
            customer: components["schemas"]["CustomerOut"];
            escalation?: components["schemas"]["EscalationOut"] | null;
            /**
             * Format: uuid
             * @description The conversation.
             */
            id: string;
            last_message?: components["schemas"]["LastMessageOut"] | null;
            /**
             * Format: date-time
             * @description When the newest message was stored.
             */
            last_message_at: string;
            /**
             * Format: int64
             * @description The highest sequence number.
             */
            last_seq: number;
            /** @description Who may speak. */
            owner: components["schemas"]["OwnerOut"];
            pending_draft?: components["schemas"]["PendingDraftOut"] | null;
            /** @description `active_ai`, `escalated_human_needed`, `active_human`, `resolved_by_ai`, `resolved_by_human` or `archived`. */
            status: string;
            /** @description Tags. */
            tags: string[];
            /**
             * Format: int64
             * @description Grows with every turn and every operator's doing.
             */
            version: number;
        };
        /** @description What an editor lays down. */
        CorrectionIn: {
            /** @description What is said, word for word. */
            answer: string;
            /** @description `en`, `nl`, `de`, `fr` or `it`. */
            language?: string | null;
            /** @description Other ways to ask it. */
            patterns?: string[];
            /** @description As people ask it. */
            question: string;
            /** @description `draft`, `approved` or `published`; only published ones are used. */
            status?: string | null;
        };
        /** @description A correction as it is kept. */
        CorrectionOut: {
            /** @description What is said, word for word. */
            answer: string;
            /**
             * Format: uuid
             * @description The row.
             */
            id: string;
            /** @description ISO 639-1 code. */
            language: string;
            /** @description Other ways to ask it. */
            patterns: string[];
            /** @description As people ask it. */
            question: string;
            /** @description What sources refer to. */
            reference: string;
            /** @description `draft`, `approved` or `published`. */
            status: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description Who shops. */
        CustomerOut: {
            /**
             * Format: uuid
             * @description The customer.
             */
            id?: string | null;
            /** @description Once it is known. */
            name?: string | null;
        };
        /** @description One day's use of one model for one purpose. */
        DayOut: {
            /**
             * Format: int64
             * @description Calls that were answered.
             */
            calls: number;
            /** @description What they cost. */
            cost: string;
            /**
             * @description The day in UTC.
             * @example 2026-11-22
             */
            day: string;
            /**
             * Format: int64
             * @description Tokens read.
             */
            input_tokens: number;
            /** @description The model. */
            model: string;
            /**
             * Format: int64
             * @description Tokens written.
             */
            output_tokens: number;
            /** @description `plan`, `write`, `classify` or `embed`. */
            purpose: string;
        };
        /** @description Something that was given up. */
        DeadLetterOut: {
            /** @description Why it was given up. */
            cause: string;
            /**
             * Format: uuid
             * @description The conversation that it belongs to.
             */
            conversation_id?: string | null;
            /**
             * Format: date-time
             * @description When it was given up.
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it was decided on.
             */
            decided_at?: string | null;
            /**
             * Format: uuid
             * @description Who decided; none from the command line.
             */
            decided_by?: string | null;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description `message` (a shopper's message that no turn could be computed over) or `delivery`. */
            kind: string;
            /** @description What it was. */
            payload: Record<string, unknown>;
            /** @description `open`, `replayed` or `discarded`. */
            status: string;
        };
        /** @description One part that came out otherwise. */
        DifferenceOut: {
            /** @description Which, such as `decision.kind`. */
            field: string;
            /** @description What it is now. */
            now: unknown;
            /** @description What it was. */
            was: unknown;
        };
        /** @description Which code to use. */
        DiscountIn: {
            /** @description In any case, with or without spaces around it. */
            code: string;
        };
        /** @description A message to write a draft for. */
        DraftIn: {
            /** @description `storefront` or `web`, which are the same. */
            channel?: string | null;
            /** @description What the shopper wrote; at most 8,000 code points. */
            message: string;
            /** @description Where it was written and by whom, as far as the caller knows. */
            metadata?: components["schemas"]["DraftMetadata"];
            /** @description The shopper's session. */
            session_id: string;
        };
        /** @description What the caller knows of a message. */
        DraftMetadata: {
            /**
             * Format: float
             * @description How sure the caller would like the answer to be, from 0 to 1. The shop's own threshold decides.
             * @default null
             */
            confidence_hint: number | null;
            /**
             * @description The shopper's address, where they gave one.
             * @default null
             */
            email: string | null;
            /**
             * @description The page.
             * @default null
             */
            url: string | null;
        };
        /** @description One version of an answer that was held. */
        DraftOut: {
            /**
             * Format: float
             * @description How sure the assistant was.
             */
            confidence: number;
            /**
             * Format: uuid
             * @description Its conversation.
             */
            conversation_id: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Format: uuid
             * @description The version.
             */
            draft_id: string;
            /**
             * Format: uuid
             * @description The last message that it answers.
             */
            in_reply_to: string;
            /** @description What it says. */
            message: string;
            /** @description What the shopper asked. */
            question: string;
            /** @description Why it was held. */
            reason: string;
            /** @description What it rests on. */
            sources: components["schemas"]["SourceOut"][];
            /** @description `pending`, `approved`, `edited`, `rejected` or `superseded`. */
            status: string;
            /**
             * Format: float
             * @description What it had to reach.
             */
            threshold: number;
        };
        /** @description One thing a draft rests on. */
        DraftSource: {
            /** @description The row, such as `knowledge:return-policy`. */
            reference: string;
            /**
             * Format: float
             * @description How well it fits, from 0 to 1.
             */
            score: number;
            /** @description As shown to people. */
            title: string;
            /** @description `chroma` for what the shop has written, `shopify` for what it sells, `correction` for what an editor corrected. */
            type: string;
        };
        /** @description What was changed and what is sent. */
        EditIn: {
            /**
             * Format: uuid
             * @description The version that was read.
             */
            draft_id: string;
            /** @description What was changed, in the order of the text. */
            edits: components["schemas"]["EditOfText"][];
            /** @description What to send. */
            final_message: string;
            /**
             * Format: uuid
             * @description The caller.
             */
            operator_id?: string | null;
        };
        /** @description One change of a text. */
        EditOfText: {
            /** @description What stands there now. */
            after: string;
            /** @description What stood there. */
            before: string;
        };
        /** @description Which login to end. */
        EndLoginIn: {
            /** @description Every login of this person, not this one alone. */
            everywhere?: boolean;
            /** @description The newest of the login. */
            refreshToken: string;
        };
        /** @description A handover to a person. */
        EscalationOut: {
            /**
             * Format: date-time
             * @description When.
             */
            created_at: string;
            /** @description Why. */
            reason: string;
        };
        /** @description What an editor teaches. */
        ExampleIn: {
            /**
             * Format: uuid
             * @description The conversation that it was written in.
             */
            conversation_id?: string | null;
            /** @description What it wants, by the name of the intent; `oos` for nothing that the assistant can do. */
            intent: string;
            /** @description The message, as a shopper wrote it. */
            text: string;
        };
        /** @description An example as it is kept. */
        ExampleOut: {
            /** @description The names of the goldens that broke. */
            broke: string[];
            /**
             * Format: date-time
             * @description When it was taught.
             */
            created_at: string;
            /**
             * Format: uuid
             * @description The row.
             */
            id: string;
            /** @description What it wants. */
            intent: string;
            /** @description `active`, `rolled_back` because goldens broke, or `withdrawn`. */
            status: string;
            /** @description The message. */
            text: string;
            /**
             * Format: int64
             * @description Milliseconds from the request to its being in force; only told when it is taught.
             */
            took_ms?: number | null;
            /** @description What it was understood as before. */
            was: string;
        };
        /** @description What must come of a question. */
        ExpectIn: {
            /** @description A text that the answer holds, or several. */
            contains?: string[] | null;
            /** @description `send`, `hold`, `handoff` or `silent`. */
            decision?: string | null;
            /** @description The intent understood. */
            intent?: string | null;
            /** @description References that the answer names as its sources. */
            sources?: string[] | null;
        };
        /** @description One value and how many products have it. */
        Facet: {
            count: number;
            label: string;
            value: string;
        };
        /** @description What products can be narrowed by. */
        Facets: {
            brands: components["schemas"]["Facet"][];
            categories: components["schemas"]["Facet"][];
            colors: components["schemas"]["Facet"][];
            sizes: components["schemas"]["Facet"][];
        };
        /** @description What an editor writes. */
        FaqIn: {
            /** @description As the shop answers it. */
            answer: string;
            /** @description The matter it belongs to. */
            category?: string | null;
            /** @description `en`, `nl`, `de`, `fr` or `it`. */
            language?: string | null;
            /** @description As people ask it. */
            question: string;
            /** @description `draft`, `approved` or `published`; only published ones are used. */
            status?: string | null;
            /** @description Other ways to ask it; left out, they stay as they are. */
            wordings?: string[] | null;
        };
        /** @description A question with its answer as it is kept. */
        FaqOut: {
            /** @description As the shop answers it. */
            answer: string;
            /** @description The matter it belongs to. */
            category: string;
            /**
             * Format: uuid
             * @description The row.
             */
            id: string;
            /** @description ISO 639-1 code. */
            language: string;
            /** @description As people ask it. */
            question: string;
            /** @description What sources refer to. */
            reference: string;
            /** @description `draft`, `approved` or `published`. */
            status: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
            /** @description Other ways to ask it. */
            wordings: string[];
        };
        /** @description One thing that is wrong. */
        FaultOut: {
            /** @description `changed`, `missing`, `unlinked` or `cut_off`. */
            problem: string;
            /**
             * Format: int64
             * @description The place in the log.
             */
            seq: number;
        };
        /** @description What was wrong with one field. */
        FieldProblem: {
            /** @description Stable code. */
            code: string;
            /** @description Its name in the body or query. */
            field: string;
            /** @description In words. */
            message: string;
        };
        /** @description Whose password is forgotten. */
        ForgotIn: {
            /** @description Any case. */
            email: string;
        };
        /** @description What a SKU is to tell. */
        GenerateIn: {
            /** @description How the SKU begins; the shop's own when left out. */
            business_shortcode?: string | null;
            /** @description The product's name. */
            product_name: string;
            /** @description The item's options in the order that they are told in. */
            variant_options?: components["schemas"]["ValueBody"][];
        };
        /** @description A SKU that is free. */
        GeneratedOut: {
            /** @description Of good form, and nobody's yet. */
            suggested_sku: string;
        };
        /** @description What an editor expects. */
        GoldenIn: {
            /** @description What must come of it; what is left out is not looked at. */
            expect: components["schemas"]["ExpectIn"];
            /** @description What failures are reported by; made from the question when nothing is said. */
            name?: string | null;
            /** @description As a shopper would ask it. */
            question: string;
        };
        /** @description A golden as it is kept. */
        GoldenOut: {
            /** @description What must come of it. */
            expect: Record<string, unknown>;
            /**
             * Format: uuid
             * @description The row.
             */
            id: string;
            /** @description What failures are reported by. */
            name: string;
            /** @description As a shopper would ask it. */
            question: string;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at: string;
        };
        /** @description The whole system. */
        Health: {
            /** @description Its long-lived actors, by name. */
            actors: {
                [key: string]: components["schemas"]["Part"];
            };
            /** @description The ways it can be reached. */
            channels: {
                [key: string]: components["schemas"]["Part"];
            };
            /** @description The connections that something went out on, by name. */
            connections: {
                [key: string]: components["schemas"]["Part"];
            };
            /** @description What it needs. */
            dependencies: {
                [key: string]: components["schemas"]["Part"];
            };
            /** @description The worst of its dependencies that is on. */
            status: components["schemas"]["Status"];
        };
        /** @description A page of messages, oldest first. */
        History: {
            /** @description The messages. */
            items: components["schemas"]["TranscriptItem"][];
        };
        /** @description The newest part of the history. */
        HistoryOut: {
            /** @description The newest summaries. */
            items: components["schemas"]["SummaryOut"][];
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /**
         * Format: binary
         * @description The bytes of a PNG, JPEG or WebP file.
         */
        ImageIn: string;
        /** @description A picture that is kept here. */
        ImageOut: {
            /** @description What it is, by its bytes. */
            contentType: string;
            /**
             * Format: date-time
             * @description When it came.
             */
            createdAt: string;
            /**
             * Format: int32
             * @description Pixels down.
             */
            height: number;
            /**
             * Format: uuid
             * @description The picture.
             */
            id: string;
            /**
             * Format: int64
             * @description Bytes.
             */
            size: number;
            /** @description Its address, for a product's pictures. What stands there never changes. */
            url: string;
            /**
             * Format: int32
             * @description Pixels across.
             */
            width: number;
        };
        /** @description What a check of the whole log came to. */
        IntegrityOut: {
            /**
             * Format: int64
             * @description How many entries there are.
             */
            count: number;
            /** @description The hash of the newest as it was written. Kept elsewhere, it tells a log that was written anew as a whole. */
            lastHash: string;
            /**
             * Format: int64
             * @description The place of the newest as it was written.
             */
            lastSeq: number;
            /** @description Whether every entry is as it was written, where it was written. */
            ok: boolean;
            /**
             * Format: int64
             * @description How much is wrong in all.
             */
            problemCount: number;
            /** @description What is wrong and where. */
            problems: components["schemas"]["FaultOut"][];
        };
        /** @description How many there are from now on. */
        InventoryIn: {
            /**
             * Format: int32
             * @description Pieces.
             */
            stock: number;
        };
        /** @description A variant's stock. */
        InventoryOut: ({
            /** @description What a scanner reads. */
            barcode?: string | null;
            /** @description The variant. */
            id: string;
            /** @description Whether it is sold. */
            isActive: boolean;
            /** @description Option values by option name. */
            options: {
                [key: string]: string;
            };
            /** @description Decimal. */
            price: string;
            /** @description Stock keeping unit. */
            sku: string;
            /**
             * Format: int32
             * @description How many can be sold now.
             */
            stock: number;
        } & Record<string, unknown>) & {
            /** @description Whether there are few. */
            lowStock: boolean;
            /** @description Its product. */
            productId: string;
            /** @description The variant. */
            variantId: string;
        };
        /** @description What is said of an inventory item. What is left out of a change stays as it is. */
        KeptItemIn: {
            /** @description What a scanner reads; an empty one takes it away. */
            barcode?: string | null;
            /** @description Which one, inside a change of its product; found by SKU or options when left out. */
            id?: string | null;
            /** @description Whether it is sold. */
            is_active?: boolean | null;
            /** @description Decimal; the product's when left out. */
            price?: string | null;
            /** @description Letters, digits and hyphens, at most 50; made when left out. */
            sku?: string | null;
            /**
             * Format: int32
             * @description How many there are. Use `adjust_stock` while the shop is selling.
             */
            stock_quantity?: number | null;
            /** @description Which combination it is. */
            variant_options?: components["schemas"]["ValueBody"][] | null;
        };
        /** @description An inventory item as it is kept. */
        KeptItemOut: {
            /** @description What a scanner reads. */
            barcode?: string | null;
            /** @description The item. */
            id: string;
            /** @description Whether it is sold. */
            is_active: boolean;
            /** @description Decimal. */
            price: string;
            /** @description Its product. */
            product_id: string;
            /** @description Stock keeping unit. */
            sku: string;
            /**
             * Format: int32
             * @description How many can be sold now.
             */
            stock_quantity: number;
            /** @description Which combination it is. */
            variant_options: components["schemas"]["ValueBody"][];
        };
        /** @description What is said of a product. What is left out of a change stays as it is. */
        KeptProductIn: {
            /** @description Decimal, as string or number; needed for a new product. */
            base_price?: string | null;
            /** @description Maker's name. */
            brand?: string | null;
            /** @description Slug or title of a category; one that is not there yet is made. */
            category?: string | null;
            /** @description The shop's own currency, or nothing. */
            currency?: string | null;
            /** @description Plain text. */
            description?: string | null;
            /** @description What each picture shows, in the same order. */
            images_alts?: string[] | null;
            /** @description Addresses of pictures, the first is the main one. */
            images_urls?: string[] | null;
            /** @description The inventory items; one for each combination when left out. Those that a change leaves out are sold no more. */
            inventory_items?: components["schemas"]["KeptItemIn"][] | null;
            /** @description Whether it is sold. */
            is_active?: boolean | null;
            /** @description Words to be found by. */
            keywords?: string[] | null;
            /** @description As shown to people; needed for a new product. */
            name?: string | null;
            /** @description Part of the page's address; made from the name when left out. */
            slug?: string | null;
            /** @description Styles such as `sporty`. */
            styles?: string[] | null;
            /** @description How the variants differ. Changed values keep the inventory items that still fit. */
            variants?: components["schemas"]["OptionBody"][] | null;
            /**
             * Format: int64
             * @description The version that was read; a change of an older one is refused.
             */
            version?: number | null;
        };
        /** @description A product as it is kept. */
        KeptProductOut: {
            /** @description Decimal. */
            base_price: string;
            /** @description Maker's name. */
            brand: string;
            /**
             * Format: uuid
             * @description Whose.
             */
            business_id: string;
            /** @description Slug of its category. */
            category: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at?: string | null;
            /** @description ISO 4217 code. */
            currency: string;
            /** @description Plain text. */
            description: string;
            /** @description The product. */
            id: string;
            /** @description What each picture shows, in the same order; shorter where nothing is said. */
            images_alts: string[];
            /** @description Addresses of pictures. */
            images_urls: string[];
            /** @description What can be bought, and what could. */
            inventory_items: components["schemas"]["KeptItemOut"][];
            /** @description Whether it is sold. */
            is_active: boolean;
            /** @description Words to be found by. */
            keywords: string[];
            /** @description As shown to people. */
            name: string;
            /** @description Part of the page's address. */
            slug: string;
            /** @description Styles. */
            styles: string[];
            /**
             * Format: int64
             * @description How many there are of all items on sale.
             */
            total_stock: number;
            /**
             * Format: date-time
             * @description When it last changed.
             */
            updated_at?: string | null;
            /** @description How the inventory items differ. */
            variants: components["schemas"]["OptionBody"][];
            /**
             * Format: int64
             * @description Grows with every change.
             */
            version: number;
        };
        /** @description The newest message. */
        LastMessageOut: {
            /**
             * Format: date-time
             * @description When it was stored.
             */
            created_at: string;
            /** @description `customer`, `ai_bot` or `business_human`. */
            sender_type: string;
            /** @description What was written. */
            text: string;
        };
        /** @description What was understood. */
        LetterOut: {
            /** @description A sentence for people; the same whether there is such an account or not. */
            message: string;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_ActivityOut: {
            /** @description The rows. */
            items: {
                /** @description What was done, such as `product.created`. */
                action: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                createdAt: string;
                /** @description What else is worth knowing. */
                detail: Record<string, unknown>;
                /** @description SHA-256 over the entry and the hash before it. */
                hash: string;
                /**
                 * Format: uuid
                 * @description The entry.
                 */
                id: string;
                /** @description The hash of the entry before it. */
                previousHash: string;
                /**
                 * Format: int64
                 * @description Its place, from 1 without gaps.
                 */
                seq: number;
                /** @description To what. */
                subject: string;
                /**
                 * Format: uuid
                 * @description Who did it; none for the command line.
                 */
                userId?: string | null;
                /** @description Their name. */
                userName?: string | null;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_ArticleOut: {
            /** @description The rows. */
            items: {
                /** @description The matter it belongs to. */
                category: string;
                /** @description Paragraphs with an empty line between them. */
                content: string;
                /**
                 * Format: uuid
                 * @description The row.
                 */
                id: string;
                /** @description ISO 639-1 code. */
                language: string;
                /** @description What sources refer to. */
                reference: string;
                /** @description `draft`, `approved` or `published`. */
                status: string;
                /** @description Its heading. */
                title: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_CategoryOut: {
            /** @description The rows. */
            items: {
                /** @description The category. */
                id: string;
                /** @description As shown to people. */
                name: string;
                /**
                 * Format: int32
                 * @description Its place among the others.
                 */
                position: number;
                /**
                 * Format: int64
                 * @description Products of it on sale.
                 */
                productCount: number;
                /** @description What products name it by. */
                slug: string;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_ConversationOut: {
            /** @description The rows. */
            items: {
                /**
                 * Format: uuid
                 * @description Who it is assigned to.
                 */
                assignee_id?: string | null;
                /** @description The way it is held on. */
                channel: string;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                created_at: string;
                /** @description Who shops. */
                customer: components["schemas"]["CustomerOut"];
                escalation?: components["schemas"]["EscalationOut"] | null;
                /**
                 * Format: uuid
                 * @description The conversation.
                 */
                id: string;
                last_message?: components["schemas"]["LastMessageOut"] | null;
                /**
                 * Format: date-time
                 * @description When the newest message was stored.
                 */
                last_message_at: string;
                /**
                 * Format: int64
                 * @description The highest sequence number.
                 */
                last_seq: number;
                /** @description Who may speak. */
                owner: components["schemas"]["OwnerOut"];
                pending_draft?: components["schemas"]["PendingDraftOut"] | null;
                /** @description `active_ai`, `escalated_human_needed`, `active_human`, `resolved_by_ai`, `resolved_by_human` or `archived`. */
                status: string;
                /** @description Tags. */
                tags: string[];
                /**
                 * Format: int64
                 * @description Grows with every turn and every operator's doing.
                 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_CorrectionOut: {
            /** @description The rows. */
            items: {
                /** @description What is said, word for word. */
                answer: string;
                /**
                 * Format: uuid
                 * @description The row.
                 */
                id: string;
                /** @description ISO 639-1 code. */
                language: string;
                /** @description Other ways to ask it. */
                patterns: string[];
                /** @description As people ask it. */
                question: string;
                /** @description What sources refer to. */
                reference: string;
                /** @description `draft`, `approved` or `published`. */
                status: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_DeadLetterOut: {
            /** @description The rows. */
            items: {
                /** @description Why it was given up. */
                cause: string;
                /**
                 * Format: uuid
                 * @description The conversation that it belongs to.
                 */
                conversation_id?: string | null;
                /**
                 * Format: date-time
                 * @description When it was given up.
                 */
                created_at: string;
                /**
                 * Format: date-time
                 * @description When it was decided on.
                 */
                decided_at?: string | null;
                /**
                 * Format: uuid
                 * @description Who decided; none from the command line.
                 */
                decided_by?: string | null;
                /**
                 * Format: uuid
                 * @description Its id.
                 */
                id: string;
                /** @description `message` (a shopper's message that no turn could be computed over) or `delivery`. */
                kind: string;
                /** @description What it was. */
                payload: Record<string, unknown>;
                /** @description `open`, `replayed` or `discarded`. */
                status: string;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_DraftOut: {
            /** @description The rows. */
            items: {
                /**
                 * Format: float
                 * @description How sure the assistant was.
                 */
                confidence: number;
                /**
                 * Format: uuid
                 * @description Its conversation.
                 */
                conversation_id: string;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at: string;
                /**
                 * Format: uuid
                 * @description The version.
                 */
                draft_id: string;
                /**
                 * Format: uuid
                 * @description The last message that it answers.
                 */
                in_reply_to: string;
                /** @description What it says. */
                message: string;
                /** @description What the shopper asked. */
                question: string;
                /** @description Why it was held. */
                reason: string;
                /** @description What it rests on. */
                sources: components["schemas"]["SourceOut"][];
                /** @description `pending`, `approved`, `edited`, `rejected` or `superseded`. */
                status: string;
                /**
                 * Format: float
                 * @description What it had to reach.
                 */
                threshold: number;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_ExampleOut: {
            /** @description The rows. */
            items: {
                /** @description The names of the goldens that broke. */
                broke: string[];
                /**
                 * Format: date-time
                 * @description When it was taught.
                 */
                created_at: string;
                /**
                 * Format: uuid
                 * @description The row.
                 */
                id: string;
                /** @description What it wants. */
                intent: string;
                /** @description `active`, `rolled_back` because goldens broke, or `withdrawn`. */
                status: string;
                /** @description The message. */
                text: string;
                /**
                 * Format: int64
                 * @description Milliseconds from the request to its being in force; only told when it is taught.
                 */
                took_ms?: number | null;
                /** @description What it was understood as before. */
                was: string;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_FaqOut: {
            /** @description The rows. */
            items: {
                /** @description As the shop answers it. */
                answer: string;
                /** @description The matter it belongs to. */
                category: string;
                /**
                 * Format: uuid
                 * @description The row.
                 */
                id: string;
                /** @description ISO 639-1 code. */
                language: string;
                /** @description As people ask it. */
                question: string;
                /** @description What sources refer to. */
                reference: string;
                /** @description `draft`, `approved` or `published`. */
                status: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
                /** @description Other ways to ask it. */
                wordings: string[];
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_GoldenOut: {
            /** @description The rows. */
            items: {
                /** @description What must come of it. */
                expect: Record<string, unknown>;
                /**
                 * Format: uuid
                 * @description The row.
                 */
                id: string;
                /** @description What failures are reported by. */
                name: string;
                /** @description As a shopper would ask it. */
                question: string;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at: string;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_ImageOut: {
            /** @description The rows. */
            items: {
                /** @description What it is, by its bytes. */
                contentType: string;
                /**
                 * Format: date-time
                 * @description When it came.
                 */
                createdAt: string;
                /**
                 * Format: int32
                 * @description Pixels down.
                 */
                height: number;
                /**
                 * Format: uuid
                 * @description The picture.
                 */
                id: string;
                /**
                 * Format: int64
                 * @description Bytes.
                 */
                size: number;
                /** @description Its address, for a product's pictures. What stands there never changes. */
                url: string;
                /**
                 * Format: int32
                 * @description Pixels across.
                 */
                width: number;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_KeptProductOut: {
            /** @description The rows. */
            items: {
                /** @description Decimal. */
                base_price: string;
                /** @description Maker's name. */
                brand: string;
                /**
                 * Format: uuid
                 * @description Whose.
                 */
                business_id: string;
                /** @description Slug of its category. */
                category: string;
                /**
                 * Format: date-time
                 * @description When it was made.
                 */
                created_at?: string | null;
                /** @description ISO 4217 code. */
                currency: string;
                /** @description Plain text. */
                description: string;
                /** @description The product. */
                id: string;
                /** @description What each picture shows, in the same order; shorter where nothing is said. */
                images_alts: string[];
                /** @description Addresses of pictures. */
                images_urls: string[];
                /** @description What can be bought, and what could. */
                inventory_items: components["schemas"]["KeptItemOut"][];
                /** @description Whether it is sold. */
                is_active: boolean;
                /** @description Words to be found by. */
                keywords: string[];
                /** @description As shown to people. */
                name: string;
                /** @description Part of the page's address. */
                slug: string;
                /** @description Styles. */
                styles: string[];
                /**
                 * Format: int64
                 * @description How many there are of all items on sale.
                 */
                total_stock: number;
                /**
                 * Format: date-time
                 * @description When it last changed.
                 */
                updated_at?: string | null;
                /** @description How the inventory items differ. */
                variants: components["schemas"]["OptionBody"][];
                /**
                 * Format: int64
                 * @description Grows with every change.
                 */
                version: number;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_String: {
            /** @description The rows. */
            items: string[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_SummaryOut: {
            /** @description The rows. */
            items: {
                /** @description The answer, cut short. */
                answered: string;
                /** @description The shopper's words, cut short. */
                asked: string;
                /**
                 * Format: date-time
                 * @description When.
                 */
                at: string;
                /** @description The way it came by. */
                channel: string;
                /** @description The turn. */
                id: string;
                /** @description What was wanted. */
                intent: string;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description A page of a list with the number of all rows. */
        Listed_TicketOut: {
            /** @description The rows. */
            items: {
                /**
                 * Format: uuid
                 * @description Who it is assigned to.
                 */
                assigneeId?: string | null;
                /** @description The way it is held on. */
                channel: string;
                /** @description The conversation's own status. */
                conversationStatus: string;
                /**
                 * Format: date-time
                 * @description When it began.
                 */
                createdAt: string;
                /** @description The customer's name, once it is known. */
                customerName?: string | null;
                /** @description Why a person is needed. */
                reason?: string | null;
                /** @description Where it stands. */
                status: components["schemas"]["TicketStatus"];
                /** @description The newest message. */
                subject?: string | null;
                /** @description Tags. */
                tags: string[];
                /**
                 * Format: uuid
                 * @description The ticket; its conversation has the same id.
                 */
                ticketId: string;
                /**
                 * Format: date-time
                 * @description When its newest message was stored.
                 */
                updatedAt: string;
            }[];
            /**
             * Format: int64
             * @description Rows of a page.
             */
            limit: number;
            /**
             * Format: int64
             * @description Which page this is, from 1.
             */
            page: number;
            /**
             * Format: int64
             * @description How many there are in all.
             */
            total: number;
        };
        /** @description Who wants to come in. */
        LoginIn: {
            /** @description Any case. */
            email: string;
            /** @description The one-time code of an authenticator app, or a recovery code, for those who have set one up. */
            otp?: string | null;
            /** @description As it was set. */
            password: string;
        };
        /** @description Tokens and whom they speak for. */
        LoginOut: {
            /** @description For every request, as `Authorization: Bearer`. */
            access_token: string;
            /**
             * Format: int64
             * @description Seconds that the access token is good for.
             */
            expires_in: number;
            /** @description For the next pair; good once. */
            refresh_token: string;
            /** @description Who logged in. */
            user: components["schemas"]["UserOut"];
        };
        /** @description How much to end. */
        LogoutIn: {
            /** @description Every login of this person, not this one alone. */
            everywhere?: boolean;
        };
        /** @description What changes of oneself; what is left out stays. */
        MeIn: {
            /** @description The name shown to shoppers. */
            full_name?: string | null;
        };
        /** @description Who one is, and where. */
        MeOut: components["schemas"]["UserOut"] & {
            /** @description Their business. */
            business: components["schemas"]["BusinessOut"];
            /** @description Whether a letter has proved that the address is theirs. */
            email_confirmed: boolean;
        };
        /** @description Everything that is remembered of the shopper. */
        MemoryOut: {
            /** @description What they turned to most, strongest first. */
            affinities: components["schemas"]["AffinitiesOut"];
            /** @description What they came for last, newest first. */
            history: components["schemas"]["HistoryOut"];
            /** @description What they said to like. */
            preferences: components["schemas"]["PreferencesOut"];
        };
        /** @description A message of the shopper. */
        MessageIn: {
            /** @description `web`. */
            channel?: string | null;
            /** @description Names the message, so that a repeat changes nothing; `Idempotency-Key` may stand in for it. */
            clientMessageId?: string | null;
            /** @description What is said; at most 8,000 code points. */
            content: string;
            /** @description A session that was given before. */
            sessionId?: string | null;
        };
        /** @description What became of it. */
        MessageOut: {
            /** @description The message. */
            messageId: string;
            /** @description The payload of the socket's `response`; none when a person answers or the answer takes longer. */
            response?: Record<string, unknown> | null;
            /**
             * Format: int64
             * @description Its place in the conversation.
             */
            seq: number;
            /** @description Its session. */
            sessionId: string;
        };
        /** @description Messages, oldest first. */
        MessagesOut: {
            /** @description In the order of their numbers. */
            items: components["schemas"]["WorkspaceMessage"][];
        };
        /** @description What to write down. */
        NoteIn: {
            /** @description Never shown to the shopper. */
            text: string;
        };
        /** @description A note between operators. */
        NoteOut: {
            /**
             * Format: uuid
             * @description Who wrote it.
             */
            author_id: string;
            /** @description The writer's name. */
            author_name: string;
            /**
             * Format: date-time
             * @description When.
             */
            created_at: string;
            /**
             * Format: uuid
             * @description The note.
             */
            id: string;
            /** @description What it says. */
            text: string;
        };
        /** @description The notes of a conversation. */
        NotesOut: {
            /** @description Oldest first. */
            items: components["schemas"]["NoteOut"][];
        };
        /** @description What changes; what is left out stays. */
        NotificationsIn: {
            /** @description Whether the staff gets letters. */
            by_mail?: boolean | null;
            /** @description ISO 639-1 code of the language of letters to the staff; null for the business's own. */
            language?: string | null;
            /** @description Where events are posted to; null for nowhere. */
            webhook_url?: string | null;
        };
        /** @description How a shop is told. */
        NotificationsOut: {
            /** @description Whether its staff gets letters. */
            by_mail: boolean;
            /** @description ISO 639-1 code of the language of letters to the staff; null for the business's own. */
            language?: string | null;
            /** @description What events are signed with, as Standard Webhooks writes it. */
            signing_key: string;
            /** @description Where events are posted to. */
            webhook_url?: string | null;
        };
        /** @description A code. */
        OneTimeCodeIn: {
            /** @description Six digits of the app; to take it away, a recovery code does as well. */
            otp: string;
        };
        /** @description A way in which variants differ, with its values. */
        OptionBody: {
            /** @description Such as `Size`. */
            option_name: string;
            /** @description Such as `S`, `M`, `L`. */
            values: string[];
        };
        /** @description What a shopper says at the till. What is bought and what it costs is taken from the cart, and from nowhere else. */
        OrderIn: {
            /** @description The total that the shopper was shown. An order that would cost something else is refused. */
            expectedTotal?: string | null;
            /** @description How it is paid. */
            paymentMethod: components["schemas"]["PaymentMethodIn"];
            /** @description Where it goes. */
            shippingAddress: components["schemas"]["AddressIn"];
        };
        /** @description What shoppers bought. */
        OrderStats: {
            /** @description By where they stand. */
            byStatus: {
                [key: string]: number;
            };
            /** @description What was paid less what went back, as decimals by currency. */
            revenue: {
                [key: string]: string;
            };
            /**
             * Format: int64
             * @description All of them.
             */
            total: number;
        };
        /** @description Where the order stands from now on. */
        OrderStatusIn: {
            /** @description How far the parcel is. */
            status: components["schemas"]["ParcelStatus"];
        };
        /** @description Who may speak. */
        OwnerOut: {
            /** @description `assistant` or `person`. */
            kind: string;
            /**
             * Format: int64
             * @description Grows at every take-over and hand-back; a write that names an older one is refused.
             */
            number: number;
            /**
             * Format: uuid
             * @description The person, when it is one.
             */
            user_id?: string | null;
        };
        /**
         * @description How far the parcel is.
         * @enum {string}
         */
        ParcelStatus: "processing" | "shipped" | "delivered";
        /** @description One part of the system. */
        Part: {
            /** @description In words. */
            detail: string;
            /**
             * Format: date-time
             * @description Since when.
             */
            since: string;
            /** @description How it is. */
            status: components["schemas"]["Status"];
        };
        /** @description What the payment provider gave in place of a card. */
        PaymentMethodIn: {
            /** @description `pm_…`. */
            token: string;
            /** @description `card`. */
            type: string;
        };
        /** @description A draft that waits. */
        PendingDraftOut: {
            /**
             * Format: float
             * @description How sure the assistant was.
             */
            confidence: number;
            /**
             * Format: uuid
             * @description The version.
             */
            id: string;
        };
        /**
         * @description What shall be remembered from now on: what is left out stays, what is null is deleted, a list takes the old one's
         *     place.
         */
        PreferencesIn: {
            /** @description Makers, at most 20. */
            brands?: string[] | null;
            /** @description Slugs of categories, at most 20. */
            categories?: string[] | null;
            /** @description Colors, at most 20. */
            colors?: string[] | null;
            priceRange?: components["schemas"]["PriceRangeIn"] | null;
            /** @description The size that is worn. */
            size?: string | null;
            /** @description Styles and materials, at most 20. */
            styles?: string[] | null;
        };
        /** @description What the shopper said to like; what was not said is absent or empty. */
        PreferencesOut: {
            /** @description Makers. */
            brands: string[];
            /** @description Slugs of categories. */
            categories: string[];
            /** @description Colors. */
            colors: string[];
            priceRange?: components["schemas"]["PriceRangeOut"] | null;
            /** @description The size that is worn. */
            size?: string | null;
            /** @description Styles and materials. */
            styles: string[];
        };
        /** @description What something may cost: a bound that is left out stays, one that is null is deleted. */
        PriceRangeIn: {
            /** @description ISO 4217 code; the shop's own. */
            currency?: string | null;
            /** @description At most; a decimal string. */
            max?: string | null;
            /** @description At least; a decimal string. */
            min?: string | null;
        };
        /** @description What something may cost. */
        PriceRangeOut: {
            /** @description ISO 4217 code. */
            currency: string;
            /** @description At most; a decimal string. */
            max?: string | null;
            /** @description At least; a decimal string. */
            min?: string | null;
        };
        /** @description What went wrong, as it is told to a client. */
        Problem: Record<string, unknown> & {
            /** @description Stable code for programs. */
            code: string;
            /** @description This very case in words. */
            detail: string;
            /** @description What was wrong with each field. */
            errors?: components["schemas"]["FieldProblem"][];
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description The kind in words. */
            title: string;
            /** @description Names the kind of problem; stable. */
            type: string;
        };
        /** @description A page of products. */
        ProductPage: {
            /** @description What the found products can be narrowed by. */
            facets: components["schemas"]["Facets"];
            /** @description The products. */
            items: Record<string, unknown>[];
            /** @description How many at most. */
            limit: number;
            /** @description From 1. */
            page: number;
            /** @description How many there are in all. */
            total: number;
        };
        /** @description What is handed in. */
        RefreshIn: {
            /** @description Good once. */
            refreshToken: string;
        };
        /** @description The next pair and whom it speaks for. */
        RefreshOut: {
            /** @description For every request, as `Authorization: Bearer`. */
            accessToken: string;
            /**
             * Format: int64
             * @description Seconds that the access token is good for.
             */
            expiresIn: number;
            /** @description For the pair after this; good once. */
            refreshToken: string;
            /** @description The session that the request named in `X-Session-Id`; a refresh does not change it. */
            sessionId?: string | null;
            /** @description Who it is. */
            user: components["schemas"]["RefreshedUser"];
        };
        /** @description A person in few words. */
        RefreshedUser: {
            /**
             * Format: uuid
             * @description Whose.
             */
            businessId: string;
            /** @description In lower case. */
            email: string;
            /**
             * Format: uuid
             * @description The person.
             */
            id: string;
            /** @description As shown to people. */
            name: string;
            /** @description What they may do. */
            role: string;
        };
        /** @description Why, and what of it. */
        RefundIn: {
            /** @description Which lines; all that is left without them. */
            lines?: components["schemas"]["RefundLineIn"][] | null;
            /** @description In the shopper's words. */
            reason?: string | null;
        };
        /** @description So many of a line. */
        RefundLineIn: {
            /** @description The line of the order. */
            itemId: string;
            /**
             * Format: int64
             * @description How many of it.
             */
            quantity: number;
        };
        /** @description Who wants an account. */
        RegisterIn: {
            /** @description Unique in the shop. */
            email: string;
            /** @description As it is to be shown. */
            name: string;
            /** @description At least ten characters. */
            password: string;
        };
        /** @description Which draft is not good, and why. */
        RejectIn: {
            /**
             * Format: uuid
             * @description The version that was read.
             */
            draft_id: string;
            /**
             * Format: uuid
             * @description The caller.
             */
            operator_id?: string | null;
            /** @description For whoever reads it later. */
            reason?: string | null;
        };
        /** @description Which turns are run again: those of a conversation, or those since a moment. */
        ReplayIn: {
            /**
             * Format: uuid
             * @description A conversation.
             */
            conversation_id?: string | null;
            /** @description Turns at most: 100 when nothing is said, 500 at most. */
            limit?: number | null;
            /**
             * Format: date-time
             * @description A moment, in place of a conversation.
             */
            since?: string | null;
        };
        /** @description What came of it. */
        ReplayOut: {
            /** @description Those that did not. */
            different: number;
            /** @description Whether there are more turns. */
            more: boolean;
            /** @description Those that an older program has not recorded. */
            not_recorded: number;
            /** @description Each that came out otherwise, oldest first. */
            results: components["schemas"]["ReplayedOut"][];
            /** @description Those that came out the same in every byte. */
            same: number;
            /** @description Turns that were run again, or could not be. */
            total: number;
        };
        /** @description A turn that came out otherwise. */
        ReplayedOut: {
            /** @description What is not as it was: build, model, knowledge, catalogue, config. */
            changed: string[];
            /**
             * Format: uuid
             * @description Its conversation.
             */
            conversation_id: string;
            /** @description What came out otherwise. */
            differences: components["schemas"]["DifferenceOut"][];
            /**
             * Format: uuid
             * @description The turn.
             */
            turn_id: string;
        };
        /** @description What to say. */
        ReplyIn: {
            /**
             * Format: int64
             * @description The owner number that was seen; a stale one is refused.
             */
            owner_number?: number | null;
            /** @description At most 8,000 characters. */
            text_content: string;
        };
        /** @description A draft, or that a person answers instead. */
        RequestedDraft: {
            /**
             * Format: float
             * @description How sure the assistant is, from 0 to 1.
             */
            confidence: number;
            /**
             * Format: uuid
             * @description The version to approve, edit or reject; none when the matter went to a person without one.
             */
            draft_id?: string | null;
            /** @description What it says. */
            message: string;
            /**
             * Format: uuid
             * @description The shopper's message as it was taken in.
             */
            message_id: string;
            /** @description Its session. */
            session_id: string;
            /** @description What it rests on. */
            sources: components["schemas"]["DraftSource"][];
            /** @description `pending`, or `escalated` when the matter went to a person. */
            status: string;
        };
        /** @description A link and the new password. */
        ResetIn: {
            /** @description At least ten characters. */
            password: string;
            /** @description As it stands in the link. */
            token: string;
        };
        /** @description What came of one golden. */
        ResultOut: {
            /** @description The answer that came. */
            answer: string;
            /** @description What the gate decided. */
            decision?: string | null;
            /**
             * Format: uuid
             * @description The row.
             */
            id: string;
            /** @description Its name. */
            name: string;
            /** @description Whether all came as expected. */
            passed: boolean;
            /** @description Each departure in words. */
            problems: string[];
            /** @description As it was asked. */
            question: string;
        };
        /** @description What came of a run. */
        RunOut: {
            /** @description How many came as expected. */
            passed: number;
            /** @description Each with what came of it, oldest first. */
            results: components["schemas"]["ResultOut"][];
            /** @description How many goldens there are. */
            total: number;
        };
        /** @description What an authenticator app is given. Shown once. */
        SecondFactorBegunOut: {
            /** @description To be drawn for a camera. */
            otpauth_uri: string;
            /** @description To be typed. */
            secret: string;
        };
        /** @description The password once more, because a stolen token must not lock its owner out. */
        SecondFactorIn: {
            /** @description The caller's own. */
            password: string;
        };
        /** @description Whether the caller is asked for a code. */
        SecondFactorOut: {
            /** @description Whether it is asked for. */
            enabled: boolean;
            /** @description Recovery codes that are left. */
            recovery_codes_left: number;
        };
        /** @description A service that is asked. */
        ServiceOut: {
            /** @description Its name. */
            name: string;
            /**
             * @description `answers`; `falters` when its last call failed; `rests` while it is left alone after too many failures; `probed`
             *     while single calls try it.
             */
            standing: string;
        };
        /** @description A session. */
        SessionOut: {
            /** @description `web`. */
            channel: string;
            /** @description Its one conversation. */
            conversationId: string;
            /**
             * Format: date-time
             * @description When it was given.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it ends if nothing more comes.
             */
            expiresAt: string;
            /** @description Secret: whoever knows it is that guest. */
            sessionId: string;
            /** @description Whose account it is of; left out for a guest's. */
            userId?: string | null;
        };
        /** @description How turns came out on the other configuration. */
        ShadowOut: {
            /**
             * Format: int64
             * @description Those that did not.
             */
            different: number;
            /** @description By field, how many of the latest came out otherwise in it. */
            fields: {
                [key: string]: number;
            };
            /** @description The latest that came out otherwise, newest first, at most 50. */
            latest: components["schemas"]["ShadowTurnOut"][];
            /**
             * Format: int32
             * @description Turns of a hundred that are run on it; 0 when there is none.
             */
            percent: number;
            /**
             * Format: int64
             * @description Those that came out the same in every byte.
             */
            same: number;
            /**
             * Format: int64
             * @description Turns that were run on it.
             */
            turns: number;
        };
        /** @description A turn that came out otherwise. */
        ShadowTurnOut: {
            /**
             * Format: date-time
             * @description When it was run.
             */
            at: string;
            /**
             * Format: uuid
             * @description Its conversation.
             */
            conversation_id: string;
            /** @description What came out otherwise: what was said, and what would have been. */
            differences: components["schemas"]["DifferenceOut"][];
            /**
             * Format: uuid
             * @description The live turn.
             */
            turn_id: string;
        };
        /** @description The shop as its pages present it. */
        ShopOut: {
            /** @description The assistant's first name. */
            agentName: string;
            /** @description ISO 4217 code. */
            currency: string;
            /** @description Whether people work at this moment. */
            isStaffed: boolean;
            /** @description As shown to people. */
            name: string;
            /** @description The public key that an embedding page puts on the script tag. */
            widgetKey?: string | null;
        };
        /** @description Who wants to come in. */
        ShopperLoginIn: {
            /** @description Any case. */
            email: string;
            /** @description The one-time code of an authenticator app, or a recovery code, for those who have set one up. */
            otp?: string | null;
            /** @description As it was set. */
            password: string;
        };
        /** @description Who begins, with what. */
        SignUpIn: {
            /** @description The shop's name. */
            business_name: string;
            /** @description Unique among all staff. */
            email: string;
            /** @description The owner's name. */
            full_name: string;
            /** @description At least ten characters. */
            password: string;
        };
        /** @description The owner's first login and the new business. */
        SignUpOut: components["schemas"]["LoginOut"] & {
            /** @description What was made. */
            business: components["schemas"]["BusinessOut"];
        };
        /** @description Something that an answer rests on. */
        SourceOut: {
            /** @description The row, such as `knowledge:return-policy`. */
            reference: string;
            /**
             * Format: float
             * @description How well it fits, from 0 to 1.
             */
            score: number;
            /** @description As shown to people. */
            title: string;
            /** @description `knowledge`, `faq`, `catalogue`, `profile`, `order` or `correction`. */
            type: string;
        };
        /** @description The shop in figures. */
        StatsOut: {
            /** @description What the shop sells. */
            catalogue: components["schemas"]["CatalogueStats"];
            /** @description What shoppers bought. */
            orders: components["schemas"]["OrderStats"];
            /** @description What shoppers need. */
            tickets: components["schemas"]["TicketStats"];
            /** @description Who has an account. */
            users: components["schemas"]["UserStats"];
        };
        /**
         * @description How a part of the system is.
         * @enum {string}
         */
        Status: "off" | "healthy" | "degraded" | "unhealthy";
        /** @description What the conversation shall be. */
        StatusIn: {
            /**
             * Format: int64
             * @description The owner number that was seen; a stale one is refused.
             */
            owner_number?: number | null;
            /** @description `active_human` takes over, `active_ai` hands back, `resolved_by_human` closes, `archived` puts away. */
            status: string;
        };
        /** @description What the shopper came for in one turn. */
        SummaryOut: {
            /** @description The answer, cut short. */
            answered: string;
            /** @description The shopper's words, cut short. */
            asked: string;
            /**
             * Format: date-time
             * @description When.
             */
            at: string;
            /** @description The way it came by. */
            channel: string;
            /** @description The turn. */
            id: string;
            /** @description What was wanted. */
            intent: string;
        };
        /** @description The tags from now on. */
        TagsIn: {
            /** @description At most twenty, each of at most forty characters. */
            tags: string[];
        };
        /** @description What becomes of a ticket; what is left out stays as it is. */
        TicketIn: {
            /**
             * Format: uuid
             * @description Who it is assigned to; null for nobody.
             */
            assigneeId?: string | null;
            /** @description A note for the staff. */
            note?: string | null;
            status?: components["schemas"]["TicketStatus"] | null;
        };
        /** @description A ticket. */
        TicketOut: {
            /**
             * Format: uuid
             * @description Who it is assigned to.
             */
            assigneeId?: string | null;
            /** @description The way it is held on. */
            channel: string;
            /** @description The conversation's own status. */
            conversationStatus: string;
            /**
             * Format: date-time
             * @description When it began.
             */
            createdAt: string;
            /** @description The customer's name, once it is known. */
            customerName?: string | null;
            /** @description Why a person is needed. */
            reason?: string | null;
            /** @description Where it stands. */
            status: components["schemas"]["TicketStatus"];
            /** @description The newest message. */
            subject?: string | null;
            /** @description Tags. */
            tags: string[];
            /**
             * Format: uuid
             * @description The ticket; its conversation has the same id.
             */
            ticketId: string;
            /**
             * Format: date-time
             * @description When its newest message was stored.
             */
            updatedAt: string;
        };
        /** @description What shoppers need. */
        TicketStats: {
            /** @description By where they stand. */
            byStatus: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description All of them.
             */
            total: number;
        };
        /**
         * @description Where a ticket stands. It is derived from its conversation.
         * @enum {string}
         */
        TicketStatus: "open" | "escalated" | "resolved";
        /** @description The conversation, oldest first. */
        Transcript: {
            /** @description Every message. */
            items: components["schemas"]["TranscriptItem"][];
        };
        /** @description One message as the shopper sees it. */
        TranscriptItem: {
            /** @description The id that the client chose. */
            clientMessageId?: string | null;
            /** @description What was said. */
            content: string;
            /**
             * Format: uuid
             * @description The message.
             */
            messageId: string;
            /** @description `customer`, `assistant` or `person`. */
            sender: string;
            /** @description The name shown. */
            senderName: string;
            /**
             * Format: date-time
             * @description When.
             */
            sentAt: string;
            /**
             * Format: int64
             * @description Its place.
             */
            seq: number;
            /** @description What it rests on. */
            sources: Record<string, unknown>[];
        };
        /** @description What the business has used of language models in a month. Amounts are in the currency of the settings' prices. */
        UsageOut: {
            /** @description The most that may be spent in a month; none is without bound. */
            cap?: string | null;
            /** @description From what amount on the cheaper model is asked; none where there is none. */
            cheaper_from?: string | null;
            /** @description By day, model and purpose, the first day first. */
            days: components["schemas"]["DayOut"][];
            embedding?: components["schemas"]["ServiceOut"] | null;
            /** @description What of it is left; of the present month alone. */
            left?: string | null;
            model?: components["schemas"]["ServiceOut"] | null;
            /**
             * @description The month of the calendar in UTC.
             * @example 2026-11
             */
            month: string;
            /**
             * @description What all of it cost.
             * @example 1.25
             */
            spent: string;
            /** @description How the present month stands: `usual`, `cheaper`, `spent`, or `off` where no model is configured. */
            state?: string | null;
        };
        /** @description A person as the workspace tells of them. */
        UserOut: {
            /**
             * Format: uuid
             * @description Whose.
             */
            business_id: string;
            /** @description In lower case. */
            email: string;
            /** @description As shown to people. */
            full_name: string;
            /**
             * Format: uuid
             * @description The person.
             */
            id: string;
            /** @description `operator`, `editor`, `owner` or `admin`. */
            role: string;
        };
        /** @description Who has an account. */
        UserStats: {
            /**
             * Format: int64
             * @description Customers.
             */
            shoppers: number;
            /**
             * Format: int64
             * @description People who work here.
             */
            staff: number;
        };
        /** @description A SKU to be looked at. */
        ValidateIn: {
            /** @description The caller's own business, or nothing. */
            business_id?: string | null;
            /** @description The item that may have it already. */
            inventory_item_id?: string | null;
            /** @description The SKU. */
            sku: string;
        };
        /** @description What is to be said of a SKU. */
        ValidatedOut: {
            /** @description Whether nobody else in the shop has it. */
            is_unique: boolean;
            /** @description Letters, digits and hyphens between them, at most 50. */
            is_valid_format: boolean;
            /** @description Why not. */
            reason?: string | null;
        };
        /** @description One value of one option. */
        ValueBody: {
            /** @description Such as `Size`. */
            option_name: string;
            /** @description Such as `S`. */
            value: string;
        };
        /** @description One message of a conversation. */
        WorkspaceMessage: {
            /** @description The way it went. */
            channel: string;
            /**
             * Format: float
             * @description How sure the assistant was.
             */
            confidence?: number | null;
            /** @description `text`. */
            content_type: string;
            /**
             * Format: uuid
             * @description Its conversation.
             */
            conversation_id: string;
            /**
             * Format: date-time
             * @description When it was stored.
             */
            created_at: string;
            /** @description `received` for what came in, `sent` for what went out. */
            delivery: string;
            /** @description `inbound` or `outbound`. */
            direction: string;
            /**
             * Format: uuid
             * @description The message.
             */
            id: string;
            /** @description The address of what was attached. */
            media_url?: string | null;
            /** @description The name shown. */
            sender_name: string;
            /** @description `customer`, `ai_bot` or `business_human`. */
            sender_type: string;
            /**
             * Format: int64
             * @description Its place.
             */
            seq: number;
            /** @description What it rests on. */
            sources: components["schemas"]["SourceOut"][];
            /** @description What was written. */
            text_content?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
